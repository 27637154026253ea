import { ToolError } from '../../plugin-api/tool-error.js';
import { collect } from './collect.js';
import type { HttpReply } from './http-fetch.js';
import type { OutgoingRequest } from './outgoing-request.js';
import { StreamReader } from './stream-reader.js';

/**
 * The reply with its bytes as they come. `ended` is awaited before the last event is handed on: the reader's loop may end
 * there, and the request must be on record by then.
 */
export function meteredStream(
  request: OutgoingRequest,
  reply: HttpReply,
  provider: string,
  ended: (reader: StreamReader | undefined, failure?: unknown) => Promise<void>,
): HttpReply {
  const isEvents = reply.headers['content-type']?.includes('text/event-stream');
  const reader = isEvents ? new StreamReader(request.endpoint, answersIn(request)) : undefined;

  async function* bytes(
    source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  ): AsyncGenerator<Uint8Array> {
    try {
      for await (const chunk of source) {
        reader?.read(chunk);
        request.answer?.update(chunk);
        if (reader?.isLast) await ended(reader);
        yield chunk;
      }
      if (reader?.isComplete === false) throw cutShort(provider, request.requestId);
    } catch (failure) {
      await ended(reader, failure);
      throw failure;
    }
    await ended(reader);
  }

  const body = bytes(Buffer.isBuffer(reply.body) ? [reply.body] : reply.body);
  const abort = () => {
    // What is left of a whole answer is a few bytes: reading them keeps the connection.
    if (reader?.isLast) void collect(body).catch(() => {});
    else reply.abort();
    void ended(reader);
  };
  return { ...reply, body, abort };
}

const cutShort = (provider: string, requestId: string | null): ToolError =>
  new ToolError(
    'UPSTREAM_INVALID_RESPONSE',
    `The stream from ${provider} ended before its answer was whole.`,
    'Try again.',
    {
      ...(requestId && { requestId }),
    },
  );

const answersIn = ({ body }: OutgoingRequest): number => Math.max(1, Number(body.get('n') ?? 1) || 1);
