import type {
  BackgroundCall,
  BackgroundCalls,
  BackgroundEnd,
  HeldCall,
  KeptReplies,
  TaskOwner,
  TaskSight,
} from '../../contracts/background-calls.js';
import type { Observer } from '../../contracts/observer.js';
import { ownerOf } from '../../contracts/owner-of.js';
import type { Logger } from '../../plugin-api/logger.js';
import type { JobLeases } from '../../storage/job-leases.js';
import type { JobStore } from '../../storage/job-store.js';
import type { JobTable } from '../../storage/job-tables.js';
import type { ReplicaChannel } from '../replicas/replica-channel.js';
import { endOf, INTERRUPTED, WORN_OUT } from './call-end.js';
import { type CallState, firstState, stateOf } from './call-state.js';
import { HeldRun, RUN_LEASE_MS } from './held-run.js';
import type { JobBell } from './job-bell.js';
import { newJobId } from './job-id.js';
import type { JobPoller } from './job-poller.js';
import { newRow } from './new-row.js';
import { taskSightOf } from './task-sight.js';

/** One that brings the server down whenever it runs is given up. */
const MOST_RUNS = 5;
/** A server without the tool leaves the call to others. */
const ELSEWHERE_MS = 30_000;
/** What another server is given to end a call that is cancelled here. */
const ELSEWHERE_ENDS_MS = 3000;
const CANCELLED = 'job-cancelled';
const DUE = 'job-due';
/** Longer than any job is kept. */
const UNTIL_ANSWERED_MS = 1e13;

export interface CallJobsParts {
  store: () => Promise<JobStore>;
  leases: () => Promise<JobLeases>;
  /** Runs a call on behalf of its job; undefined where its tool is not served here. */
  run: (held: HeldCall) => Promise<BackgroundEnd | undefined>;
  bell: JobBell;
  channel: ReplicaChannel;
  /** Until when the other servers are heard. */
  until: AbortSignal;
  /** Absent where nobody watches. */
  observer?: Observer | undefined;
  poller: () => JobPoller;
  log: Logger;
  /** ms since 1970. */
  now: () => number;
}

/** Calls of our own that go on without their clients: each a job, run by one server at a time. */
export class CallJobs implements BackgroundCalls {
  private readonly runs = new Map<string, { run: HeldRun; ended: Promise<void> }>();

  constructor(private readonly parts: CallJobsParts) {
    const { channel, until, poller } = parts;
    channel.hear(CANCELLED, (id) => this.runs.get(id)?.run.cancel(), until);
    channel.hear(DUE, () => poller().expect(0), until);
  }

  /** How many run here. */
  get running(): number {
    return this.runs.size;
  }

  async hold(
    call: BackgroundCall,
    run: (held: HeldCall) => Promise<BackgroundEnd | undefined>,
  ): Promise<string> {
    const row = await this.add(call, { ...firstState(call), runs: 1, isRunning: true });
    void this.go(row, run);
    return row.id;
  }

  async begin(call: BackgroundCall): Promise<TaskSight> {
    const row = await this.add(call, { ...firstState(call), runs: 1, isRunning: true });
    void this.go(row, this.parts.run);
    return taskSightOf(row);
  }

  async see(id: string, owner: TaskOwner): Promise<TaskSight | undefined> {
    const row = await this.find(id, owner);
    return row && taskSightOf(row);
  }

  async answer(id: string, given: KeptReplies, owner: TaskOwner): Promise<boolean> {
    const row = await this.find(id, owner);
    const state = row && stateOf(row);
    if (row === undefined) return false;
    if (state === undefined || state.asked.length === 0) return true;
    const answered = state.asked.filter(({ name }) => Object.hasOwn(given, name));
    const replies = { ...state.replies };
    for (const { name, key } of answered) replies[key] = given[name]!;
    const asked = state.asked.filter((each) => !answered.includes(each));
    const isDue = asked.length === 0;
    const store = await this.parts.store();
    await store.keepState(id, JSON.stringify({ ...state, replies, asked }), isDue ? 0 : undefined);
    if (isDue) await this.takeNow(id);
    return true;
  }

  async cancel(id: string, owner: TaskOwner): Promise<boolean> {
    const row = await this.find(id, owner);
    if (row === undefined) return false;
    if (row.ended_at === null) await this.stop(row);
    return true;
  }

  /** Ends a call, whichever server runs it; resolves once that is known to come. */
  async stop({ id }: JobTable): Promise<void> {
    const store = await this.parts.store();
    await store.wishCancelled(id);
    const own = this.runs.get(id);
    own?.run.cancel();
    if (own !== undefined) return own.ended;
    const claimed = await (await this.parts.leases()).claim(id, RUN_LEASE_MS);
    if (claimed !== undefined) return this.take(claimed);
    if (!this.parts.channel.isShared) return;
    const ended = this.parts.bell.wait(id, ELSEWHERE_ENDS_MS, new AbortController().signal);
    this.parts.channel.tell(CANCELLED, id);
    await ended;
  }

  /** Goes on with a call that is ours for now: its server has died, or it was waiting. */
  async take(row: JobTable): Promise<void> {
    const state = stateOf(row);
    if (row.cancel === 1) return this.end(row, endOf('cancelled'));
    if (state === undefined || state.asked.length > 0) return this.letGo(row, ELSEWHERE_MS);
    if (state.isRunning && state.call.long === 'once') return this.end(row, endOf('failed', INTERRUPTED));
    if (state.runs >= MOST_RUNS) return this.end(row, endOf('failed', WORN_OUT));
    const begun = { ...state, runs: state.runs + 1, isRunning: true };
    await (await this.parts.store()).keepState(row.id, JSON.stringify(begun));
    // The poller has other jobs to look at.
    void this.go({ ...row, state: JSON.stringify(begun) }, this.parts.run);
  }

  /** Settles when no call runs any more. */
  async ended(): Promise<void> {
    await Promise.allSettled([...this.runs.values()].map(({ ended }) => ended));
  }

  private async takeNow(id: string): Promise<void> {
    const claimed = await (await this.parts.leases()).claim(id, RUN_LEASE_MS);
    if (claimed !== undefined) await this.take(claimed);
  }

  private async add(call: BackgroundCall, state: CallState): Promise<JobTable> {
    const { tool, plugin, title, client } = call;
    const facts = { id: newJobId(), kind: 'call', work_id: tool, title, at: this.parts.now() };
    const row: JobTable = {
      ...newRow(
        {
          ...facts,
          owner: ownerOf({ owner: undefined, ...call, access: undefined }),
          account: null,
          client: client.name,
        },
        undefined,
      ),
      ...{ tool, plugin, status: 'in_progress', state: JSON.stringify(state) },
    };
    const store = await this.parts.store();
    // Not before its first lease would have run out does it look as if its server had died.
    await store.add(row, RUN_LEASE_MS);
    await (await this.parts.leases()).claim(row.id, RUN_LEASE_MS);
    this.parts.poller().expect(RUN_LEASE_MS);
    return row;
  }

  private go(row: JobTable, work: (held: HeldCall) => Promise<BackgroundEnd | undefined>): Promise<void> {
    const run = new HeldRun(row.id, stateOf(row)!, this.parts.leases);
    const ended = work(run)
      .then(
        (end) => this.settle(row, run, end),
        (error: unknown) => this.parts.log.error('A call in the background failed.', { error, job: row.id }),
      )
      .catch((error: unknown) =>
        this.parts.log.error('What came of a call in the background was not put on record.', { error }),
      )
      .finally(() => {
        run.release();
        this.runs.delete(row.id);
        this.parts.bell.ring(row.id);
      });
    this.runs.set(row.id, { run, ended });
    return ended;
  }

  private async settle(row: JobTable, run: HeldRun, end: BackgroundEnd | undefined): Promise<void> {
    const state = stateOf(row)!;
    run.release();
    if (run.isLost) return;
    if (end === undefined) return this.letGo(row, ELSEWHERE_MS, { ...state, isRunning: false });
    if ('questions' in end) {
      const asked = [...end.questions];
      const namesTaken = [...state.namesTaken, ...asked.map(({ name }) => name)];
      // It is due when it is answered.
      return this.letGo(row, UNTIL_ANSWERED_MS, { ...state, asked, namesTaken, isRunning: false });
    }
    if (end.code === 'SERVER_STOPPING')
      return state.call.long === 'once' ? this.end(row, endOf('failed', INTERRUPTED)) : this.letGo(row, 0);
    await this.end(row, endOf(end.code === 'JOB_CANCELLED' ? 'cancelled' : end));
  }

  private async end({ id }: JobTable, end: ReturnType<typeof endOf>): Promise<void> {
    const isFirst = await (await this.parts.store()).end(id, end, this.parts.now());
    if (isFirst) this.parts.observer?.jobEnded('call', end.status);
    this.parts.bell.ring(id);
  }

  private async letGo({ id }: JobTable, pauseMs: number, state?: CallState): Promise<void> {
    const store = await this.parts.store();
    if (state !== undefined) await store.keepState(id, JSON.stringify(state));
    await (await this.parts.leases()).letGo(id, pauseMs);
    if (pauseMs === 0) this.parts.channel.tell(DUE, id);
    this.parts.poller().expect(pauseMs);
  }

  private async find(id: string, owner: TaskOwner): Promise<JobTable | undefined> {
    if (!/^[\w-]{1,80}$/.test(id)) return undefined;
    const row = await (await this.parts.store()).find(id, owner);
    return row?.kind === 'call' ? row : undefined;
  }
}
