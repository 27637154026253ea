import type { BackgroundCall, HeldCall, KeptReplies } from '../../contracts/background-calls.js';
import { ToolError } from '../../plugin-api/tool-error.js';
import type { JobLeases } from '../../storage/job-leases.js';
import type { CallState } from './call-state.js';
import { outsideOfCalls } from './outside-of-calls.js';

/** A server that dies keeps the others from its calls for so long. */
export const RUN_LEASE_MS = 15_000;
const RENEW_MS = 4000;

/** One run of a call by this server: keeps its lease, tells what it does, and hears when it is cancelled elsewhere. */
export class HeldRun implements HeldCall {
  readonly call: BackgroundCall;
  readonly isAgain: boolean;
  readonly replies: KeptReplies;
  readonly namesTaken: readonly string[];
  private readonly ending = new AbortController();
  private readonly timer: NodeJS.Timeout;
  private doing: string | null = null;
  private heldAt = Date.now();

  constructor(
    readonly id: string,
    { call, runs, replies, namesTaken }: CallState,
    private readonly leases: () => Promise<JobLeases>,
  ) {
    this.call = call;
    this.isAgain = runs > 1;
    this.replies = replies;
    this.namesTaken = namesTaken;
    this.timer = outsideOfCalls(() => setInterval(() => void this.renew(), RENEW_MS).unref());
  }

  get signal(): AbortSignal {
    return this.ending.signal;
  }

  /** Whether another server has it now, so that nothing of this run counts. */
  isLost = false;

  tell(doing: string): void {
    this.doing = doing;
  }

  cancel(): void {
    this.ending.abort(
      new ToolError('JOB_CANCELLED', 'The job was cancelled.', 'Call the tool again if it is still wanted.'),
    );
  }

  release(): void {
    clearInterval(this.timer);
  }

  private async renew(): Promise<void> {
    try {
      const held = await (await this.leases()).renew(this.id, this.doing, RUN_LEASE_MS);
      this.heldAt = Date.now();
      if (held === undefined) this.lose();
      else if (held.cancel === 1) this.cancel();
    } catch {
      // While the database can't be asked, the lease may run out.
      if (Date.now() - this.heldAt > RUN_LEASE_MS) this.lose();
    }
  }

  private lose(): void {
    this.isLost = true;
    this.release();
    this.ending.abort(
      new ToolError('JOB_TAKEN_OVER', 'Another server goes on with this job.', 'Ask for it with get-job.'),
    );
  }
}
