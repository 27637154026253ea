import type { TokenUsage } from '../../contracts/request-record.js';

/** Everything that a response says of what it cost. */
export interface MeteredUsage {
  tokens: TokenUsage;
  /** Of the cache-write tokens, those kept for 12 hours. */
  cacheWrite12hTokens: number;
  /** Where sound is billed by time. */
  audioSeconds: number;
  serviceTier: string | null;
  /** Uses of OpenAI's hosted tools. `unpriced`: a tool was used whose fee nobody knows. */
  hosted: { webSearches: number; fileSearches: number; unpriced: boolean };
  /** Tokens that another model used within the same request, such as pictures drawn for an answer. */
  others: { model: string | null; tokens: TokenUsage }[];
}
