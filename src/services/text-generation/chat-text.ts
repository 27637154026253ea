import type {
  ChatCompletion,
  ChatCompletionCreateParamsBase,
  ChatCompletionMessageParam,
} from 'openai/resources/chat/completions';
import { finishOf, readChatStream } from './chat-stream.js';
import { optionsOf, type RawAnswer, type ReadyRequest, type TextClient } from './ready-request.js';
import { unreadable } from './unusable-answer.js';

/** How Chat Completions is to be asked. */
export interface ChatWish {
  /** How many answers. */
  n: number;
  /** For servers that only speak the API of old: `max_tokens` and the role `system`. */
  plain: boolean;
}

/** Asks for text over Chat Completions. */
export async function askChat(
  openai: TextClient,
  request: ReadyRequest,
  wish: ChatWish,
): Promise<RawAnswer[]> {
  const body = chatBody(request, wish);
  const options = optionsOf(request);
  if (request.onText === undefined)
    return answersOf(await openai.chat.completions.create({ ...body, stream: false }, options));
  const stream = { stream: true as const, stream_options: { include_usage: true } };
  const chunks = await openai.chat.completions.create({ ...body, ...stream }, options);
  return readChatStream(chunks, request.onText);
}

/** What stays the same from request to request stands first: OpenAI caches the beginning. */
function chatBody(request: ReadyRequest, { n, plain }: ChatWish): ChatCompletionCreateParamsBase {
  const { model, messages, maxTokens, temperature, functions = [], choice, format } = request;
  return {
    model,
    ...(functions.length > 0 && {
      tools: functions.map((spec) => ({ type: 'function' as const, function: spec })),
      tool_choice:
        typeof choice === 'object' ? { type: 'function' as const, function: { name: choice.name } } : choice,
    }),
    response_format: formatOf(format),
    reasoning_effort: request.effort,
    verbosity: request.verbosity,
    [plain ? 'max_tokens' : 'max_completion_tokens']: maxTokens,
    temperature,
    top_p: request.topP,
    ...(n > 1 && { n }),
    service_tier: request.serviceTier,
    prompt_cache_key: request.promptCacheKey,
    messages: [...instructed(request), ...messages].map((message) =>
      plain && message.role === 'developer' ? { ...message, role: 'system' } : message,
    ) as ChatCompletionMessageParam[],
  };
}

const instructed = ({ instructions }: ReadyRequest) =>
  instructions === undefined ? [] : [{ role: 'developer' as const, content: instructions }];

function formatOf(format: ReadyRequest['format']): ChatCompletionCreateParamsBase['response_format'] {
  if (format?.type !== 'json_schema') return format;
  const { type, ...jsonSchema } = format;
  return { type, json_schema: jsonSchema };
}

function answersOf({ id, choices, model, service_tier: tier }: ChatCompletion): RawAnswer[] {
  if (choices?.[0]?.message === undefined) throw unreadable();
  return choices.map(({ message, finish_reason: reason }) => {
    const { content, refusal, tool_calls: called } = message;
    const calls = (called ?? []).filter((call) => call.type === 'function');
    return {
      id,
      text: content ?? '',
      calls: calls.map((call) => ({ id: call.id, ...call.function })),
      finish: finishOf(reason, calls.length),
      refusal: refusal ?? undefined,
      model,
      serviceTier: tier ?? undefined,
    };
  });
}
