import type { ReconciledSum } from '../../plugin-api/cost-reconciliation.js';
import { usdOf } from '../costs/usd.js';
import type { UsageSums } from '../reports/usage-sums.js';
import { type Atto, nanoOfAtto } from './usd-amount.js';

/** Adds up what both sides have of one thing. */
export class ComparedSum {
  readonly lineItems = new Set<string>();
  isReported = false;
  private reported: Atto = 0n;
  private recorded = 0n;
  private held = 0n;
  private requests = 0;
  private unpriced = 0;

  report(amount: Atto, lineItem?: string): void {
    this.isReported = true;
    this.reported += amount;
    if (lineItem !== undefined) this.lineItems.add(lineItem);
  }

  record({ cost, held, requests, unpricedRequests }: UsageSums): void {
    this.recorded += cost;
    this.held += held;
    this.requests += requests;
    this.unpriced += unpricedRequests;
  }

  get isRecorded(): boolean {
    return this.requests > 0 || this.recorded !== 0n;
  }

  get sum(): ReconciledSum {
    const reported = nanoOfAtto(this.reported);
    return {
      reportedUsd: usdOf(reported),
      recordedUsd: usdOf(this.recorded),
      differenceUsd: usdOf(reported - this.recorded),
      requests: this.requests,
      heldUsd: usdOf(this.held),
      unpricedRequests: this.unpriced,
    };
  }
}
