import type { TokenUsage } from '../../contracts/request-record.js';
import type { CacheDetails } from './token-classes.js';

/** Everything that a response says of what it cost. */
export interface MeteredUsage extends CacheDetails {
  tokens: TokenUsage;
  /** Where sound is billed by time. */
  audioSeconds: number;
  serviceTier: string | null;
  /**
   * Uses of OpenAI's hosted tools. `unpriced`: a tool was used whose fee nobody knows; `isPreview`: searches were made with
   * the older form of the tool, which costs models that don't reason more.
   */
  hosted: { webSearches: number; fileSearches: number; unpriced: boolean; isPreview?: boolean };
  /** Tokens that another model used within the same request, such as pictures drawn for an answer. */
  others: ({ model: string | null; tokens: TokenUsage } & CacheDetails)[];
}
