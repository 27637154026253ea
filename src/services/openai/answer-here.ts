import type { HttpReply } from './http-fetch.js';
import type { OutgoingRequest } from './outgoing-request.js';

/** The answer of a request that is not sent. */
export async function answerHere(request: OutgoingRequest, answer: object, status = 200): Promise<HttpReply> {
  request.status = status;
  await request.end();
  return {
    status,
    headers: { 'content-type': 'application/json' },
    body: Buffer.from(JSON.stringify(answer)),
    abort: () => {},
  };
}
