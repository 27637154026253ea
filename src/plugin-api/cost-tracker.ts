import { Contract } from './contract.js';

/** Sums over a number of requests. Tokens as OpenAI counts them; money in USD. */
export interface CostSum {
  requests: number;
  inputTokens: number;
  /** Of the input tokens, those that were read from OpenAI's prompt cache. */
  cachedInputTokens: number;
  outputTokens: number;
  /** The cost of the requests whose price is known. */
  costUsd: number;
  /** How many requests have no known price: their cost is missing from `costUsd`. */
  unpricedRequests: number;
}

/** One line of a {@link CostReport}: a model, a tool or a plugin, and its sums. */
export interface CostLine extends CostSum {
  name: string;
}

/** What was spent, in all and by what it was spent on. */
export interface CostReport {
  /** When counting began, in ISO 8601. */
  since: string;
  total: CostSum;
  byModel: CostLine[];
  byTool: CostLine[];
  byPlugin: CostLine[];
}

/** What the requests of this server have cost. Counting needs no call of it: the host meters every request. */
@Contract('CostTracker')
export abstract class CostTracker {
  /** The sums since the server's start, over all plugins; lines with the dearest first. */
  abstract report(): CostReport;
  /** The sums of this plugin alone, since the server's start. */
  abstract own(): CostSum;
}
