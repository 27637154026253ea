import type { HistorySum } from '../../plugin-api/cost-tracker.js';
import { usdOf } from '../costs/usd.js';
import type { UsageSums } from './usage-sums.js';

type Counts = Omit<UsageSums, 'at' | 'names' | 'cost' | 'held'>;

/** Sums of sums. */
export class Tally {
  private readonly counts: Counts = {
    requests: 0,
    inputTokens: 0,
    cachedInputTokens: 0,
    outputTokens: 0,
    unpricedRequests: 0,
    cachedRequests: 0,
  };
  private cost = 0n;
  private held = 0n;

  add(sums: UsageSums): void {
    for (const key of Object.keys(this.counts) as (keyof Counts)[]) this.counts[key] += sums[key];
    this.cost += sums.cost;
    this.held += sums.held;
  }

  get sum(): HistorySum {
    return { ...this.counts, costUsd: usdOf(this.cost), heldUsd: usdOf(this.held) };
  }
}
