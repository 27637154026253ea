import type { Access } from '../contracts/access.js';
import type { LiveCall } from '../contracts/host-state.js';
import { serverStopping } from '../contracts/server-stopping.js';
import type { WatchCall } from '../contracts/watch-call.js';
import type { CallOutcome } from './call-outcome.js';
import type { Served } from './compose-served.js';
import type { HostCall } from './host-call.js';
import type { Passage } from './passage.js';
import { QuestionsAsked } from './question.js';
import { walkSteps } from './walk-steps.js';

/** The calls of tools that are under way. */
export class CallsUnderWay {
  /** Each with what settles when it has ended. */
  private readonly running = new Map<HostCall, Promise<unknown>>();
  private isStopping = false;

  /** A call keeps to the steps that were served when it came. */
  async walk(passage: Passage, { steps }: Served, watchCall: WatchCall): Promise<CallOutcome> {
    const { call } = passage;
    const { dryRun } = call;
    if (this.isStopping) call.cancel(serverStopping());
    const walked = walkSteps(steps, passage, watchCall);
    this.running.set(call, walked);
    try {
      await walked;
      const { result, failure } = passage;
      return { result: result!, ...(failure === undefined ? {} : { failure }) };
    } catch (error) {
      if (error instanceof QuestionsAsked) return { questions: error.questions };
      throw error;
    } finally {
      if (dryRun !== undefined) await call.endDryRun(dryRun);
      this.running.delete(call);
      call.release();
    }
  }

  /** What settles as those that are under way now end. */
  get ends(): Promise<unknown>[] {
    return [...this.running.values()];
  }

  /** The longest first, dry runs left out. */
  get live(): LiveCall[] {
    const calls = [...this.running.keys()].filter(({ dryRun }) => dryRun === undefined);
    return calls.map(({ id, tool, plugin, client, since, background }) => ({
      ...{ id, tool, plugin, client: client.name, since: new Date(since).toISOString() },
      ...(background && { job: background.job }),
    }));
  }

  /** Cancels those of some clients, and settles when they have ended. */
  async end(isMeant: (access: Access) => boolean, reason: () => Error): Promise<void> {
    const meant = [...this.running].filter(([{ access }]) => access !== undefined && isMeant(access));
    for (const [call] of meant) call.cancel(reason());
    await Promise.allSettled(meant.map(([, walked]) => walked));
  }

  /** Cancels them, and whatever still comes. */
  stop(): void {
    this.isStopping = true;
    for (const call of this.running.keys()) call.cancel(serverStopping());
  }
}
