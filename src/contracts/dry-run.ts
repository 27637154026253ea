import { setTimeout as wait } from 'node:timers/promises';
import type { RequestEstimate } from '../plugin-api/estimates.js';
import { ToolError } from '../plugin-api/tool-error.js';

/** Requests that are sent side by side come this close together. */
const QUIET_MS = 30;

/** A request that was not sent; null: nobody knows what it costs. */
export type StoppedRequest = Omit<RequestEstimate, 'mostUsd' | 'likelyUsd'> & {
  nanoUsd: bigint | null;
  likelyNanoUsd?: bigint;
};

/** Marks a call that is run only up to what it would pay for or change, and gathers what that is. */
export class DryRun {
  readonly requests: StoppedRequest[] = [];
  /** What was not done, each in a few words. */
  readonly withheld: string[] = [];
  private working = 0;
  private heard = 0;

  get hasStopped(): boolean {
    return this.requests.length + this.withheld.length > 0;
  }

  /** Stops the call before a request. */
  async stopBefore(estimating: Promise<StoppedRequest>): Promise<ToolError> {
    this.working += 1;
    try {
      this.requests.push(await estimating);
      return this.stopped();
    } finally {
      this.heard += 1;
      this.working -= 1;
    }
  }

  /** Stops the call before something else than a request that costs money. */
  withhold(what: string): ToolError {
    this.heard += 1;
    if (!this.withheld.includes(what)) this.withheld.push(what);
    return this.stopped();
  }

  /** Resolves when all that the call began has come to a stop. */
  async settled(): Promise<void> {
    for (let heard = -1; heard !== this.heard || this.working > 0; ) {
      heard = this.heard;
      await wait(QUIET_MS);
    }
  }

  /** What the call ends with. */
  stopped(): ToolError {
    return new ToolError('DRY_RUN', 'The call was stopped before it cost anything: it was a dry run.');
  }
}
