import type { HttpReply } from './http-fetch.js';
import type { OutgoingRequest } from './outgoing-request.js';

/** The answer of a request that a dry run does not send. */
export async function dryReply(request: OutgoingRequest, answer: object): Promise<HttpReply> {
  request.status = 200;
  await request.end();
  return {
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: Buffer.from(JSON.stringify(answer)),
    abort: () => {},
  };
}
