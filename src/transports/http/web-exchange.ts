import type { ServerResponse } from 'node:http';
import { LightResponse } from './light-response.js';
import { LightStream } from './light-stream.js';
import { LONG_BYTES, StreamSender } from './stream-sender.js';

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
  const { status, headers, content } = await partsOf(answer);
  if (content === null) return void response.writeHead(status, headers).end();
  if (typeof content === 'string') {
    // A string goes out in one piece with the headers.
    const bytes = Buffer.byteLength(content);
    headers['content-length'] = String(bytes);
    if (bytes > LONG_BYTES) response.setTimeout(unreadMs, () => response.destroy());
    return void response.writeHead(status, headers).end(content);
  }
  const sender = new StreamSender(response, { status, headers, unreadMs });
  if (content instanceof LightStream) return sender.send(content);
  const reader = content.getReader();
  response.once('close', () => void reader.cancel().catch(ignore));
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    sender.write(value);
    await sender.drained();
  }
  sender.end();
}

interface AnswerParts {
  status: number;
  headers: Record<string, string>;
  content: string | LightStream | ReadableStream | null;
}

/** Read off what the SDK makes in the build, {@link LightResponse}, or off Node's own. */
async function partsOf(answer: Response | LightResponse): Promise<AnswerParts> {
  const { status } = answer;
  if (answer instanceof LightResponse)
    return { status, headers: { ...answer.plainHeaders }, content: answer.content };
  const headers = Object.fromEntries(answer.headers);
  const isJson = headers['content-type']?.startsWith('application/json') === true;
  return { status, headers, content: isJson ? await answer.text() : answer.body };
}

const ignore = (): void => undefined;
