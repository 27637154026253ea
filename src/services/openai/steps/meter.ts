import { ToolError } from '../../../plugin-api/tool-error.js';
import { outlives } from '../../estimates/outlives.js';
import { answerShape } from '../answer-shapes.js';
import { collect } from '../collect.js';
import type { HttpReply } from '../http-fetch.js';
import { meteredStream } from '../metered-stream.js';
import type { OutgoingRequest } from '../outgoing-request.js';
import { readUsage } from '../read-usage.js';
import type { MakeStep } from '../request-step.js';
import { stoppedAtLimit } from '../stopped-at-limit.js';

type Json = Record<string, unknown>;

/** What may answer in other forms, as it is asked. */
const ANSWERS_TEXT = /^\/audio\//;
const ABOUT_WORK = /^\/(batches|fine_tuning\/jobs|responses\/(?!input_tokens$)[^/]+)(\/[^/]+){0,2}$/;
const ABOUT_BATCHES = /^\/batches(\/|$)/;
const DOWNLOAD = /\/content$/;

/** Reads off the response what it used, without changing a byte of it. */
export const meter: MakeStep = ({ provider }) => ({
  name: 'meter',
  send: async (request, next) => {
    const reply = await next();
    const type = reply.headers['content-type'] ?? '';
    if (reply.status >= 300 || reply.status === 204) return whole(request, reply, await collect(reply.body));
    if (type.includes('text/event-stream')) return streamed(request, reply, provider.name);
    const shape = answerShape(request.method, request.endpoint);
    const isJson = /[/+]json\b/.test(type) || (shape !== undefined && !ANSWERS_TEXT.test(request.endpoint));
    if (DOWNLOAD.test(request.endpoint) || (!isJson && !type.includes('text/html')))
      return streamed(request, reply, provider.name);

    const bytes = await collect(reply.body);
    if (bytes.length > 0 || shape !== undefined) {
      const body = parse(bytes, provider.name, request.requestId);
      note(request, body);
      if (shape?.(body) === false)
        throw unusable(`${provider.name}'s answer lacks what it is for.`, request.requestId);
    }
    return whole(request, reply, bytes);
  },
});

function parse(bytes: Buffer, provider: string, requestId: string | null): Json {
  try {
    const body: unknown = JSON.parse(bytes.toString());
    if (typeof body === 'object' && body !== null) return body as Json;
  } catch {}
  throw unusable(`${provider} answered with something other than JSON.`, requestId);
}

const unusable = (message: string, requestId: string | null): ToolError =>
  new ToolError('UPSTREAM_INVALID_RESPONSE', message, 'Try again; check openai.baseURL.', {
    ...(requestId && { requestId }),
  });

function note(request: OutgoingRequest, body: Json): void {
  if (typeof body.model === 'string') request.servedModel = body.model;
  if (typeof body.id === 'string') request.responseId = body.id;
  if (ABOUT_WORK.test(request.endpoint) || outlives(request)) request.workAnswer = body;
  if (stoppedAtLimit(body)) request.stoppedAtLimit = true;
  // What a batch has used so far is none of the request that starts or cancels it.
  if (request.method === 'POST' && !ABOUT_BATCHES.test(request.endpoint))
    request.usage = readUsage(body, request.endpoint, request.body.json);
}

async function whole(request: OutgoingRequest, reply: HttpReply, bytes: Buffer): Promise<HttpReply> {
  request.answer?.update(bytes);
  await request.end();
  return { ...reply, body: bytes };
}

const streamed = (request: OutgoingRequest, reply: HttpReply, provider: string): HttpReply =>
  meteredStream(request, reply, provider, (reader, failure) => {
    if (reader?.stoppedAtLimit) request.stoppedAtLimit = true;
    if (reader?.found) note(request, reader.found);
    request.streamedAnswer = reader?.found;
    return request.end(failure);
  });
