import { chatted, chatting, drew, type Json, refused, responded, said, saying } from './openai-bodies.js';
import type { RecordedRequest } from './recorded-request.js';
import type { Reply } from './reply.js';

/** A reply, or what makes one from the request that it answers. */
export type Answer = Reply | ((request: RecordedRequest) => Reply | Promise<Reply>);

/** A function that the model wants called. */
export interface AnsweredCall {
  name: string;
  /** Sent as JSON; a string is sent as it is, so that it may be malformed. */
  arguments: unknown;
}

const isChat = ({ path }: RecordedRequest) => path.startsWith('/chat/completions');
const modelOf = ({ body }: RecordedRequest): string => String(body?.model ?? 'gpt-test');
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** The text in parts: whole where the request asks for no stream. */
const texts =
  (parts: readonly string[]): Answer =>
  (request) => {
    const model = modelOf(request);
    const whole = parts.join('');
    const streamed = request.body?.stream === true;
    if (isChat(request)) {
      const deltas = parts.map((content) => ({ content }));
      return streamed ? { sse: chatting(deltas, model) } : { json: chatted({ content: whole }, model) };
    }
    const response = said(whole, model);
    return streamed ? { sse: saying(parts, response) } : { json: response };
  };

function embeddings({ body }: RecordedRequest, vectors: readonly (readonly number[])[]): Json {
  const isSingle = typeof body?.input === 'string' || typeof body?.input?.[0] === 'number';
  const count = isSingle ? 1 : (body?.input?.length ?? 1);
  const encode = (vector: readonly number[]) =>
    body?.encoding_format === 'base64'
      ? Buffer.from(new Float32Array(vector).buffer).toString('base64')
      : vector;
  const data = Array.from({ length: count }, (_, index) => ({
    object: 'embedding',
    index,
    embedding: encode(vectors[Math.min(index, vectors.length - 1)] ?? []),
  }));
  const model = body?.model ?? 'gpt-test';
  return { object: 'list', model, data, usage: { prompt_tokens: count, total_tokens: count } };
}

/**
 * The common replies of OpenAI, for `host.openai.reply(path, …)`. Those that speak take the form that the request asks
 * for: Responses or Chat Completions, whole or streamed, with the request's own model, 10 tokens in and 5 out.
 */
export const answers = {
  /** The model says a text. */
  text: (text: string): Answer => texts([text]),
  /** Any JSON body. */
  json: (body: unknown, status = 200): Answer => ({ json: body, status }),
  /** The model wants functions called. */
  toolCalls:
    (...calls: AnsweredCall[]): Answer =>
    (request) => {
      const model = modelOf(request);
      const written = calls.map(({ name, arguments: args }, index) => ({
        name,
        arguments: typeof args === 'string' ? args : JSON.stringify(args),
        id: `call_${index + 1}`,
      }));
      const streamed = request.body?.stream === true;
      if (isChat(request)) {
        const tool_calls = written.map(({ id, ...made }, index) => ({
          index,
          id,
          type: 'function',
          function: made,
        }));
        return streamed
          ? { sse: chatting([{ tool_calls }], model, 'tool_calls') }
          : { json: chatted({ tool_calls }, model, 'tool_calls') };
      }
      const output = written.map(({ id, ...made }) => ({
        type: 'function_call',
        id: `fc_${id}`,
        call_id: id,
        ...made,
      }));
      const response = responded(output, model);
      return streamed ? { sse: saying([], response) } : { json: response };
    },
  /** One vector for each input of the request; the last goes on for the rest. */
  embedding:
    (...vectors: readonly (readonly number[])[]): Answer =>
    (request) => ({
      json: embeddings(request, vectors.length > 0 ? vectors : [[0.6, 0.8]]),
    }),
  /** Pictures, as bytes. Default: one white pixel as PNG. */
  image: (...pictures: Uint8Array[]): Answer => ({
    json: drew(...(pictures.length > 0 ? pictures : [PIXEL])),
  }),
  /**
   * A stream: strings are parts of a text in the events of the API that is asked; objects are events, sent as they are.
   *
   * @param how `gapMs`: milliseconds before each event. `cutAfterEvents`: end early, as if complete.
   */
  stream:
    (
      parts: readonly string[] | readonly object[],
      how: Pick<Reply, 'gapMs' | 'cutAfterEvents' | 'hang'> = {},
    ): Answer =>
    async (request) => {
      const isText = parts.every((part) => typeof part === 'string');
      if (!isText) return { ...how, sse: [...parts] };
      const spoken = { ...request, body: { ...request.body, stream: true } };
      const reply = await (texts(parts) as (request: RecordedRequest) => Reply)(spoken);
      return { ...how, ...reply };
    },
  /** Status 429, to be tried again after some seconds. */
  rateLimited: (seconds = 1): Answer =>
    refused(429, 'rate_limit_exceeded', 'Rate limit reached.', { 'retry-after': String(seconds) }),
  /** An error of the API, such as `answers.error(400, 'context_length_exceeded')`. */
  error: (status: number, code: string, message = `The API failed with ${code}.`): Answer =>
    refused(status, code, message),
  /** No answer at all, until the client goes away. */
  hang: (): Answer => ({ hang: true }),
};
