/** Tokens of one request by class; a class that the endpoint does not report is 0. */
export interface TokenUsage {
  /** All input tokens, the cached ones included. */
  inputTokens: number;
  cachedInputTokens: number;
  cacheWriteTokens: number;
  /** Of the input tokens, those of pictures. */
  imageInputTokens: number;
  /** Of the input tokens, those of sound. */
  audioInputTokens: number;
  /** All output tokens, the reasoning ones included. */
  outputTokens: number;
  reasoningTokens: number;
  /** Of the output tokens, those of pictures. */
  imageOutputTokens: number;
  /** Of the output tokens, those of sound. */
  audioOutputTokens: number;
}

/** One request to OpenAI as it ended: metered, priced, and attributed to what sent it. */
export interface RequestRecord {
  plugin: string;
  /** The client whose call sent it; null for a request outside of any call. */
  client: string | null;
  /** The tool whose call sent it; null for a request outside of any call. */
  tool: string | null;
  /** Path below the base URL, such as `/responses`. */
  endpoint: string;
  /** The model that was asked for by the plugin. */
  requestedModel: string | null;
  /** The model that served, as far as the response says. */
  model: string | null;
  /** null where the response reported none. */
  usage: TokenUsage | null;
  /** Billionths of a USD; null where no price is known. */
  costNanoUsd: bigint | null;
  /** How the cost came about: by the response's usage; as the worst case, its outcome being unknown; from the cache. */
  basis: 'metered' | 'held' | 'cached';
  /** HTTP status of the last try; 0 where none came. */
  status: number;
  tries: number;
  /** From the first byte sent to the last byte received, all tries and waits included, ms. */
  upstreamMs: number;
  /** OpenAI's `x-request-id`. */
  requestId: string | null;
  /** Id of the work that it started and that goes on: what that costs is on record when it is seen to end. */
  work?: string;
}
