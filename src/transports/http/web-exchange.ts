import type { IncomingMessage, ServerResponse } from 'node:http';

/** A client that takes nothing of what it is sent for so long is gone. */
export const STUCK_MS = 60_000;

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

/** Sends what the SDK answers: JSON as one piece, a stream piece by piece as the client takes it. */
export async function sendResponse(answer: Response, response: ServerResponse): Promise<void> {
  const headers = Object.fromEntries(answer.headers);
  if (answer.body === null || headers['content-type']?.startsWith('application/json')) {
    // A string goes out in one piece with the headers.
    const body = await answer.text();
    response.writeHead(answer.status, { ...headers, 'content-length': Buffer.byteLength(body) }).end(body);
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
    if (!response.write(value)) await drained(response);
  }
  response.end();
}

function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const stuck = setTimeout(() => response.destroy(), STUCK_MS);
    const go = () => {
      clearTimeout(stuck);
      response.off('drain', go).off('close', go);
      resolve();
    };
    response.on('drain', go).on('close', go);
  });
}

const ignore = (): void => undefined;
