/** `_meta["openai-mcp-host/usage"]` of a result: what the call used. */
export interface CallUsage {
  /** The model that served the last request; null where the call sent none. */
  model: string | null;
  requestedModel: string | null;
  inputTokens: number;
  cachedInputTokens: number;
  outputTokens: number;
  /** USD; null where a request has no known price. */
  costUsd: number | null;
  /** True where a figure is a guess of ours, not the response's own usage. */
  estimated: boolean;
  /** True where the answer came from the cache, so that nothing was sent. */
  cached: boolean;
  upstreamMs: number;
  requestIds: string[];
}
