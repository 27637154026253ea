import type { TokenUsage } from '../../contracts/request-record.js';
import type { MeteredUsage } from '../costs/metered-usage.js';
import type { CacheDetails } from '../costs/token-classes.js';

type Json = Record<string, unknown>;

const object = (value: unknown): Json => (typeof value === 'object' && value !== null ? (value as Json) : {});
const count = (value: unknown): number => (typeof value === 'number' && value > 0 ? value : 0);
const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
const items = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

// The names of Responses, images and audio, then those of Chat Completions and embeddings.
function tokensOf(usage: Json): TokenUsage {
  const input = object(
    usage.input_tokens_details ?? usage.prompt_tokens_details ?? usage.input_token_details,
  );
  const output = object(
    usage.output_tokens_details ?? usage.completion_tokens_details ?? usage.output_token_details,
  );
  return {
    inputTokens: count(usage.input_tokens ?? usage.prompt_tokens),
    cachedInputTokens: count(input.cached_tokens ?? usage.cached_tokens),
    cacheWriteTokens: count(input.cache_write_tokens),
    imageInputTokens: count(input.image_tokens),
    audioInputTokens: count(input.audio_tokens),
    outputTokens: count(usage.output_tokens ?? usage.completion_tokens),
    reasoningTokens: count(output.reasoning_tokens),
    imageOutputTokens: count(output.image_tokens),
    audioOutputTokens: count(output.audio_tokens),
  };
}

/** Pictures where the endpoint draws: all its output tokens, unless it says otherwise. */
function drawn(tokens: TokenUsage, usage: Json): TokenUsage {
  return usage.output_tokens_details === undefined
    ? { ...tokens, imageOutputTokens: tokens.outputTokens }
    : tokens;
}

const FEES_UNKNOWN = new Set(['code_interpreter_call', 'shell_call', 'local_shell_call']);

const isSearch = (item: Json): boolean =>
  item.type === 'web_search_call' && (object(item.action).type ?? 'search') === 'search';

function hostedTools(body: Json, request: Json | undefined): MeteredUsage['hosted'] {
  const output = items(body.output).map(object);
  const types = output.map(({ type }) => String(type));
  const { web_search, image_gen } = object(body.tool_usage);
  const searches = object(web_search).num_requests ?? output.filter(isSearch).length;
  const drawn = types.includes('image_generation_call') && count(object(image_gen).total_tokens) === 0;
  return {
    webSearches: count(searches),
    fileSearches: types.filter((type) => type === 'file_search_call').length,
    unpriced:
      drawn || types.some((type) => FEES_UNKNOWN.has(type)) || (request?.web_search_options ?? null) !== null,
    isPreview: items(request?.tools).some((tool) =>
      String(object(tool).type).startsWith('web_search_preview'),
    ),
  };
}

function cacheDetails(usage: Json): CacheDetails {
  const input = object(usage.input_tokens_details ?? usage.prompt_tokens_details);
  const cached = object(usage.cached_tokens_details ?? input.cached_tokens_details);
  return {
    cacheWrite12hTokens: count(object(input.cache_write_tokens_details).ttl_12h_tokens),
    cachedImageTokens: count(cached.cached_image_tokens ?? cached.image_tokens),
    cachedAudioTokens: count(cached.cached_audio_tokens ?? cached.audio_tokens),
  };
}

function otherModels(body: Json, request: Json | undefined): MeteredUsage['others'] {
  const others: MeteredUsage['others'] = [];
  const drawing = object(object(body.tool_usage).image_gen);
  if (count(drawing.total_tokens) > 0) {
    const tool = items(request?.tools)
      .map(object)
      .find(({ type }) => type === 'image_generation');
    others.push({
      model: text(tool?.model),
      tokens: drawn(tokensOf(drawing), drawing),
      ...cacheDetails(drawing),
    });
  }
  const authoring = object(body.svg_usage);
  if (count(authoring.total_tokens) > 0)
    others.push({ model: text(authoring.model), tokens: tokensOf(authoring) });
  return others;
}

/** Translations are billed by the second, and say in their long form alone how many there were. */
const translatedSound = ({ duration }: Json, endpoint: string): Json | undefined =>
  endpoint === '/audio/translations' && count(duration) > 0
    ? { type: 'duration', seconds: Math.ceil(count(duration)) }
    : undefined;

/**
 * What a response says of its use; null where it says nothing. `body`: the JSON of the response or, of a stream, of
 * the event that carries it. `request`: the JSON that was sent.
 */
export function readUsage(body: Json, endpoint: string, request: Json | undefined): MeteredUsage | null {
  const usage = body.usage ?? translatedSound(body, endpoint);
  if (typeof usage !== 'object' || usage === null) return null;
  const facts = usage as Json;
  const tokens = tokensOf(facts);
  return {
    tokens: endpoint.startsWith('/images/') ? drawn(tokens, facts) : tokens,
    ...cacheDetails(facts),
    audioSeconds: facts.type === 'duration' ? count(facts.seconds) : 0,
    serviceTier: text(body.service_tier),
    hosted: hostedTools(body, request),
    others: otherModels(body, request),
  };
}
