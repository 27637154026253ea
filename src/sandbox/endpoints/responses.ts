import { answerQuestion } from '../answer-question.js';
import { ApiError } from '../api-error.js';
import { refuseForBackground } from '../background.js';
import { type Aimock, CHUNK, type Endpoint, servedTier } from '../endpoint.js';
import { fileSearchIn, findInFiles } from '../file-search.js';
import type { KeptConversations } from '../kept-conversations.js';
import { documentsIn } from '../look-at-file.js';
import type { Answer } from '../question.js';
import { refuseForResponses } from '../refused-parameters.js';
import { assertServed } from '../sandbox-models.js';
import type { KeptStores } from '../stores/kept-stores.js';
import { type Findings, findOnTheWeb, webSearchIn } from '../web-search.js';
import { withFindings } from '../web-search-events.js';
import type { WireJson } from '../wire-json.js';
import { readResponses } from './read-responses.js';

const echoOf = (body: WireJson) => ({
  background: body.background ?? false,
  conversation: body.conversation ? { id: body.conversation.id ?? body.conversation } : null,
  error: null,
  incomplete_details: null,
  instructions: body.instructions ?? null,
  max_output_tokens: body.max_output_tokens ?? null,
  max_tool_calls: body.max_tool_calls ?? null,
  metadata: body.metadata ?? {},
  parallel_tool_calls: body.parallel_tool_calls ?? true,
  previous_response_id: body.previous_response_id ?? null,
  prompt_cache_key: body.prompt_cache_key ?? null,
  reasoning: { effort: body.reasoning?.effort ?? null, summary: null },
  service_tier: servedTier(body.service_tier),
  store: body.store ?? true,
  temperature: body.temperature ?? 1,
  text: body.text ?? { format: { type: 'text' } },
  tool_choice: body.tool_choice ?? 'auto',
  tools: body.tools ?? [],
  top_p: body.top_p ?? 1,
  truncation: body.truncation ?? 'disabled',
});

const usageOf = ({ inputTokens, cachedTokens, outputTokens }: Answer) => ({
  input_tokens: inputTokens,
  input_tokens_details: { cached_tokens: cachedTokens, cache_write_tokens: 0 },
  output_tokens: outputTokens,
  output_tokens_details: { reasoning_tokens: 0 },
  total_tokens: inputTokens + outputTokens,
});

/** aimock's events, with what the real API adds to each. */
const eventsOf = (answer: Answer, body: WireJson, aimock: Aimock, found?: Findings): WireJson[] => {
  const plain: WireJson[] = answer.calls
    ? aimock.buildToolCallStreamEvents(answer.calls, body.model, CHUNK)
    : aimock.buildTextStreamEvents(answer.text ?? '', body.model, CHUNK);
  const events = found === undefined ? plain : withFindings(plain, found);
  return events.map((event, at) => {
    const numbered = { ...event, sequence_number: at };
    if (event.type === 'response.output_text.delta' || event.type === 'response.output_text.done')
      numbered.logprobs = [];
    if (!event.response) return numbered;
    const response = { ...event.response, ...echoOf(body), usage: null };
    if (at < events.length - 1) return { ...numbered, response };
    response.usage = usageOf(answer);
    if (!answer.cut) return { ...numbered, response };
    return {
      ...numbered,
      type: 'response.incomplete',
      response: { ...response, status: 'incomplete', incomplete_details: { reason: 'max_output_tokens' } },
    };
  });
};

const askedIn = (input: WireJson) =>
  (Array.isArray(input) ? input : []).map((item, at) => ({
    content: item?.content,
    param: `input[${at}].content`,
  }));

function findingsFor(
  { text, cut }: Answer,
  asked: string,
  body: WireJson,
  stores: KeptStores,
): Findings | undefined {
  if (text === undefined || cut || body.text?.format?.type?.startsWith('json')) return undefined;
  if (webSearchIn(body) !== undefined) return findOnTheWeb(text, asked, body);
  return fileSearchIn(body) === undefined ? undefined : findInFiles(text, asked, body, stores);
}

/** The conversation has what was asked and answered once the last event is out, and nobody else may go on in it until then. */
function adding(events: WireJson[], body: WireJson, conversations: KeptConversations): Iterable<WireJson> {
  const release = conversations.lock(body);
  return (function* () {
    try {
      yield* events;
      conversations.add(body, events.at(-1)!.response);
    } finally {
      release();
    }
  })();
}

export const createResponse: Endpoint = async ({ body, aimock, responses, conversations, files, stores }) => {
  assertServed(body.model);
  refuseForResponses(body);
  refuseForBackground(body);
  const earlier = conversations.before(body) ?? responses.before(body.previous_response_id);
  const question = readResponses(body, earlier);
  question.documents = await documentsIn(askedIn(body.input), files, false);
  const answer = answerQuestion(question);
  const found = findingsFor(answer, question.asked, body, stores);
  const events = eventsOf({ ...answer, ...(found && { text: found.text }) }, body, aimock, found);
  const { response } = events.at(-1);
  if (body.background === true && !body.stream) return { json: responses.begin(response, question.asked) };
  if (body.store !== false) responses.keep(response, question.asked);
  if (body.stream) return { events: adding(events, body, conversations) };
  conversations.add(body, response);
  return { json: response };
};

export const retrieveResponse: Endpoint = ({ rest, responses }) => ({ json: responses.retrieve(rest) });

export const cancelResponse: Endpoint = ({ rest, responses }) => {
  const id = /^([^/]+)\/cancel$/.exec(rest)?.[1];
  if (id === undefined) throw new ApiError(404, `Invalid URL (POST /v1/responses/${rest})`);
  return { json: responses.cancel(id) };
};

export const countInputTokens: Endpoint = async ({ body, responses, conversations, files }) => {
  const documents = await documentsIn(askedIn(body.input), files, false);
  const earlier = conversations.before(body) ?? responses.before(body.previous_response_id);
  const question = readResponses(body, earlier);
  const { inputTokens } = answerQuestion({ ...question, documents });
  return { json: { object: 'response.input_tokens', input_tokens: inputTokens } };
};
