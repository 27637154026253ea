import { Contract } from './contract.js';

/** What one request of a call would come to. */
export interface RequestEstimate {
  /** Path below the base URL, such as `/responses`. */
  endpoint: string;
  model: string | null;
  /** Counted, and rounded up where nobody can count. */
  inputTokens: number;
  /** As many as the request allows at most. */
  outputTokens: number;
  /** USD: never below what may be billed; null where there is no bound, or nobody knows a price. */
  mostUsd: number | null;
  /** Why `mostUsd` is null. */
  unknown?: string;
  /** USD: the mean of `likelyFrom` requests of this tool to this model in the last 30 days; left out where they are fewer than five. */
  likelyUsd?: number;
  likelyFrom?: number;
}

/** What a call would cost. */
export interface CallEstimate {
  tool: string;
  /** USD, over all requests; null where that of a request is. */
  mostUsd: number | null;
  /** USD, over all requests; left out where that of a request is. */
  likelyUsd?: number;
  /** Those that the call comes to without an answer to any of them; what would follow on their answers is not among them. */
  requests: RequestEstimate[];
  /** What the figures suppose, and what was not done. */
  notes: string[];
}

/** Says what a call would cost. The call is run up to what it would pay for or change, and no further. */
@Contract('Estimates')
export abstract class Estimates {
  /**
   * @param tool any tool that is served.
   * @throws ToolError what the call itself would fail with; `DRY_RUN_REFUSED` for a tool that changes what the host can't
   *   hold back.
   */
  abstract estimate(tool: string, args: Record<string, unknown>): Promise<CallEstimate>;
}
