import type { IncomingMessage, ServerResponse } from 'node:http';

/** What is longer than what the connection itself holds waits for its client here. */
const LONG_BYTES = 65_536;

/** What the SDK and tools may see of the headers: neither tokens nor cookies. */
const SEEN = /^(accept|content-type|last-event-id|mcp-.*|traceparent|tracestate|baggage|x-request-id)$/;

/** A request of node:http as the SDK takes it: without its body, which is read and parsed by then. */
export function webRequest(
  { method = 'GET', url = '/', headers }: IncomingMessage,
  signal: AbortSignal,
): Request {
  const seen: Record<string, string> = {};
  for (const name in headers) {
    const value = headers[name];
    if (typeof value === 'string' && SEEN.test(name)) seen[name] = value;
  }
  return new Request(`http://${headers.host ?? 'localhost'}${url}`, { method, headers: seen, signal });
}

/** Aborted when the client goes before it has been answered: in the newer era it cancels by that. */
export function whenGone(response: ServerResponse): AbortSignal {
  const gone = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) gone.abort();
  });
  return gone.signal;
}

/**
 * Sends what the SDK answers: JSON as one piece, a stream piece by piece as the client takes it.
 *
 * @param unreadMs after which a client that takes nothing of it is gone.
 */
export async function sendResponse(
  answer: Response,
  response: ServerResponse,
  unreadMs: number,
): Promise<void> {
  const headers = Object.fromEntries(answer.headers);
  if (answer.body === null || headers['content-type']?.startsWith('application/json')) {
    // A string goes out in one piece with the headers.
    const body = await answer.text();
    const bytes = Buffer.byteLength(body);
    if (bytes > LONG_BYTES) response.setTimeout(unreadMs, () => response.destroy());
    response.writeHead(answer.status, { ...headers, 'content-length': bytes }).end(body);
    return;
  }
  if (response.destroyed) return void answer.body.cancel().catch(ignore);
  response.writeHead(answer.status, headers);
  // What is there at once goes out with them: a write of their own costs as much as a fifth of a call.
  const flushing = setImmediate(() => {
    if (!response.destroyed && !response.writableEnded) response.flushHeaders();
  });
  const reader = answer.body.getReader();
  response.once('close', () => void reader.cancel().catch(ignore));
  for (;;) {
    const { done, value } = await reader.read();
    clearImmediate(flushing);
    if (done) break;
    if (!response.write(value)) await drained(response, unreadMs);
  }
  response.end();
}

function drained(response: ServerResponse, unreadMs: number): Promise<void> {
  return new Promise((resolve) => {
    const stuck = setTimeout(() => response.destroy(), unreadMs);
    const go = () => {
      clearTimeout(stuck);
      response.off('drain', go).off('close', go);
      resolve();
    };
    response.on('drain', go).on('close', go);
  });
}

const ignore = (): void => undefined;
