import type { OutgoingRequest } from '../openai/outgoing-request.js';
import { conversationOf } from './hidden-tokens.js';
import type { ResponseMemory } from './response-memory.js';

const bytesOf = ({ body }: OutgoingRequest): number => Buffer.byteLength(JSON.stringify(body.json ?? {}));

/** Notes, once a request has ended, how much history lies behind its response or in its conversation. */
export function rememberHistory(request: OutgoingRequest, memory: ResponseMemory): void {
  const { endpoint, method, responseId, status } = request;
  if (method !== 'POST' || status >= 400) return;
  if (endpoint === '/conversations' && responseId !== null) memory.remember(responseId, bytesOf(request));
  const conversation = /^\/conversations\/([^/]+)\/items$/.exec(endpoint)?.[1];
  const before = conversation === undefined ? undefined : memory.tokensOf(conversation);
  if (conversation !== undefined && before !== undefined)
    memory.remember(conversation, before + bytesOf(request));
  if (endpoint === '/responses') rememberResponse(request, memory);
}

function rememberResponse({ body, responseId, usage }: OutgoingRequest, memory: ResponseMemory): void {
  const conversation = conversationOf(body.json ?? {});
  const before = conversation === undefined ? undefined : memory.tokensOf(conversation);
  const tokens = usage === null ? undefined : usage.tokens.inputTokens + usage.tokens.outputTokens;
  if (responseId !== null && tokens !== undefined) memory.remember(responseId, tokens);
  if (conversation === undefined || before === undefined) return;
  // Without usage, nobody here knows what it has added.
  if (tokens === undefined) memory.forget(conversation);
  else memory.remember(conversation, Math.max(before, tokens));
}
