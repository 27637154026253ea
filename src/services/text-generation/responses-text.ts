import type { Response, ResponseCreateParamsBase, Tool } from 'openai/resources/responses/responses';
import { optionsOf, type RawAnswer, type ReadyRequest, type TextClient } from './ready-request.js';
import { citationsIn } from './response-citations.js';
import { itemsOf } from './responses-items.js';
import { failed, unreadable } from './unusable-answer.js';

/** The least `max_output_tokens` that the Responses API takes. */
export const LEAST_TOKENS = 16;

/** Asks for text over the Responses API. */
export async function askResponses(openai: TextClient, request: ReadyRequest): Promise<RawAnswer> {
  const body = responsesBody(request);
  const options = optionsOf(request);
  if (request.onText === undefined)
    return answerOf(await openai.responses.create({ ...body, stream: false }, options));
  let text = '';
  let end: Response | undefined;
  for await (const event of await openai.responses.create({ ...body, stream: true }, options)) {
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

/** What stays the same from request to request stands first: OpenAI caches the beginning. */
function responsesBody(request: ReadyRequest): ResponseCreateParamsBase {
  const { model, messages, maxTokens, temperature, choice } = request;
  const { format, effort, verbosity, serviceTier, promptCacheKey, previousResponseId } = request;
  const tools = toolsOf(request);
  return {
    model,
    instructions: request.instructions,
    ...(tools.length > 0 && {
      tools,
      tool_choice: typeof choice === 'object' ? { type: 'function' as const, name: choice.name } : choice,
      max_tool_calls: request.maxToolCalls,
    }),
    ...((format || verbosity) && { text: { format, verbosity } }),
    ...(effort && { reasoning: { effort } }),
    max_output_tokens: maxTokens === undefined ? undefined : Math.max(maxTokens, LEAST_TOKENS),
    temperature,
    top_p: request.topP,
    truncation: request.truncation,
    service_tier: serviceTier,
    prompt_cache_key: promptCacheKey,
    previous_response_id: previousResponseId,
    conversation: request.conversation,
    input: messages.flatMap(itemsOf),
  };
}

function toolsOf({ functions = [], hostedTools = [] }: ReadyRequest): Tool[] {
  const own = functions.map(({ name, description, parameters, strict = false }) => ({
    type: 'function' as const,
    name,
    description,
    parameters: parameters ?? { type: 'object', properties: {} },
    strict,
  }));
  return [...own, ...(hostedTools as Tool[])];
}

function answerOf(response: Response): RawAnswer {
  if (response.status === 'failed') throw failed(response.error?.code);
  if (!Array.isArray(response.output)) throw unreadable();
  const said = response.output.filter((item) => item.type === 'message');
  const final = said.filter((item) => item.phase !== 'commentary');
  const parts = (final.length > 0 ? final : said).flatMap((item) => item.content);
  const calls = response.output.filter((item) => item.type === 'function_call');
  const stopped = response.incomplete_details?.reason;
  const citations = citationsIn(parts);
  return {
    id: response.id,
    text: parts.map((part) => (part.type === 'output_text' ? part.text : '')).join(''),
    calls: calls.map(({ call_id: id, name, arguments: args }) => ({ id, name, arguments: args })),
    ...(citations.length > 0 && { citations }),
    finish:
      stopped === 'content_filter' ? stopped : stopped ? 'length' : calls.length > 0 ? 'tool_calls' : 'stop',
    refusal: parts.find((part) => part.type === 'refusal')?.refusal,
    model: response.model,
    serviceTier: response.service_tier ?? undefined,
  };
}
