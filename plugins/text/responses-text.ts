import type {
  Response,
  ResponseCreateParamsBase,
  ResponseInputContent,
  ResponseInputItem,
} from 'openai/resources/responses/responses';
import { type ContentPart, type Message, textOf } from './messages.js';
import type { ReadyRequest, TextAnswer, TextClient } from './text-request.js';
import { failed, unreadable } from './unusable-answer.js';

/** The least `max_output_tokens` that the Responses API takes. */
export const LEAST_TOKENS = 16;

/** Asks for text over the Responses API. */
export async function askResponses(openai: TextClient, request: ReadyRequest): Promise<TextAnswer> {
  const body = responsesBody(request);
  if (request.onText === undefined)
    return answerOf(await openai.responses.create({ ...body, stream: false }));
  let text = '';
  let end: Response | undefined;
  for await (const event of await openai.responses.create({ ...body, stream: true })) {
    if (event.type === 'response.output_text.delta') {
      text += event.delta;
      request.onText(text);
    } else if (event.type === 'error') {
      throw failed(event.code ?? undefined);
    } else if ('response' in event && /\.(completed|incomplete|failed)$/.test(event.type)) {
      end = event.response;
    }
  }
  if (end === undefined) throw unreadable();
  return answerOf(end);
}

function responsesBody(request: ReadyRequest): ResponseCreateParamsBase {
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
    input: messages.flatMap(itemsOf),
    max_output_tokens: maxTokens === undefined ? undefined : Math.max(maxTokens, LEAST_TOKENS),
    temperature,
    ...(functions.length > 0 && {
      tools: functions.map(({ name, description, parameters, strict = false }) => ({
        type: 'function' as const,
        name,
        description,
        parameters: parameters ?? { type: 'object', properties: {} },
        strict,
      })),
      tool_choice: typeof choice === 'object' ? { type: 'function' as const, name: choice.name } : choice,
    }),
    ...((format || verbosity) && { text: { format, verbosity } }),
    ...(effort && { reasoning: { effort } }),
  };
}

function itemsOf(message: Message): ResponseInputItem[] {
  const { role, content, tool_calls: calls = [], tool_call_id: callId } = message;
  if (role === 'tool') return [{ type: 'function_call_output', call_id: callId!, output: textOf(message) }];
  const said: ResponseInputItem[] =
    role === 'assistant'
      ? textOf(message) === ''
        ? []
        : [{ role, content: textOf(message) }]
      : [{ role, content: Array.isArray(content) ? content.map(contentOf) : (content ?? '') }];
  const called = calls.map(({ id, function: { name, arguments: args } }) => ({
    type: 'function_call' as const,
    call_id: id,
    name,
    arguments: args,
  }));
  return [...said, ...called];
}

const contentOf = (part: ContentPart): ResponseInputContent =>
  part.type === 'text'
    ? { type: 'input_text', text: part.text }
    : { type: 'input_image', image_url: part.image_url.url, detail: part.image_url.detail ?? 'auto' };

function answerOf(response: Response): TextAnswer {
  if (response.status === 'failed') throw failed(response.error?.code);
  if (!Array.isArray(response.output)) throw unreadable();
  const said = response.output.filter((item) => item.type === 'message');
  const final = said.filter((item) => item.phase !== 'commentary');
  const parts = (final.length > 0 ? final : said).flatMap((item) => item.content);
  const calls = response.output.filter((item) => item.type === 'function_call');
  const stopped = response.incomplete_details?.reason;
  return {
    id: response.id,
    text: parts.map((part) => (part.type === 'output_text' ? part.text : '')).join(''),
    calls: calls.map(({ call_id: id, name, arguments: args }) => ({ id, name, arguments: args })),
    finish:
      stopped === 'content_filter' ? stopped : stopped ? 'length' : calls.length > 0 ? 'tool_calls' : 'stop',
    refusal: parts.find((part) => part.type === 'refusal')?.refusal,
  };
}
