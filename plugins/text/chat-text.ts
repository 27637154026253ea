import type {
  ChatCompletion,
  ChatCompletionCreateParamsBase,
  ChatCompletionMessageParam,
} from 'openai/resources/chat/completions';
import { finishOf, readChatStream } from './chat-stream.js';
import type { ReadyRequest, TextAnswer, TextClient } from './text-request.js';
import { unreadable } from './unusable-answer.js';

/**
 * Asks for text over Chat Completions.
 *
 * @param plain for servers that only speak the API of old: `max_tokens` and the role `system`.
 */
export async function askChat(
  openai: TextClient,
  request: ReadyRequest,
  plain: boolean,
): Promise<TextAnswer> {
  const body = chatBody(request, plain);
  if (request.onText === undefined)
    return answerOf(await openai.chat.completions.create({ ...body, stream: false }));
  const stream = { stream: true as const, stream_options: { include_usage: true } };
  return readChatStream(await openai.chat.completions.create({ ...body, ...stream }), request.onText);
}

function chatBody(request: ReadyRequest, plain: boolean): ChatCompletionCreateParamsBase {
  const {
    model,
    messages,
    maxTokens,
    temperature,
    functions = [],
    choice,
    format,
    effort,
    verbosity,
  } = request;
  return {
    model,
    messages: messages.map((message) =>
      plain && message.role === 'developer' ? { ...message, role: 'system' } : message,
    ) as ChatCompletionMessageParam[],
    [plain ? 'max_tokens' : 'max_completion_tokens']: maxTokens,
    temperature,
    ...(functions.length > 0 && {
      tools: functions.map((spec) => ({ type: 'function' as const, function: spec })),
      tool_choice:
        typeof choice === 'object' ? { type: 'function' as const, function: { name: choice.name } } : choice,
    }),
    response_format: formatOf(format),
    reasoning_effort: effort,
    verbosity,
  };
}

function formatOf(format: ReadyRequest['format']): ChatCompletionCreateParamsBase['response_format'] {
  if (format?.type !== 'json_schema') return format;
  const { type, ...jsonSchema } = format;
  return { type, json_schema: jsonSchema };
}

function answerOf({ id, choices }: ChatCompletion): TextAnswer {
  const choice = choices?.[0];
  if (choice?.message === undefined) throw unreadable();
  const { content, refusal, tool_calls: called = [] } = choice.message;
  const calls = (called ?? []).filter((call) => call.type === 'function');
  return {
    id,
    text: content ?? '',
    calls: calls.map((call) => ({ id: call.id, ...call.function })),
    finish: finishOf(choice.finish_reason, calls.length),
    refusal: refusal ?? undefined,
  };
}
