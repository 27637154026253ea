import type { IncomingMessage, ServerResponse } from 'node:http';

/** A client that takes nothing of what it is sent for so long is gone. */
const STUCK_MS = 60_000;

/** A request of node:http as the SDK takes it: without its body, which is read and parsed by then. */
export function webRequest(request: IncomingMessage, signal: AbortSignal): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  return new Request(new URL(request.url ?? '/', `http://${request.headers.host ?? 'localhost'}`), {
    method: request.method ?? 'GET',
    headers,
    signal,
  });
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
    const body = Buffer.from(await answer.arrayBuffer());
    response.writeHead(answer.status, { ...headers, 'content-length': body.length }).end(body);
    return;
  }
  if (response.destroyed) return void answer.body.cancel().catch(ignore);
  response.writeHead(answer.status, headers);
  response.flushHeaders();
  const reader = answer.body.getReader();
  response.once('close', () => void reader.cancel().catch(ignore));
  for (;;) {
    const { done, value } = await reader.read();
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
