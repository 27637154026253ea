import { setTimeout as pause } from 'node:timers/promises';
import { actFor } from '../../contracts/acting-owner.js';
import { currentCall } from '../../contracts/current-call.js';
import type { Observer } from '../../contracts/observer.js';
import type { RequestRecord } from '../../contracts/request-record.js';
import { requestScope } from '../../contracts/request-scope.js';
import { ToolError } from '../../plugin-api/tool-error.js';
import type { JobLeases } from '../../storage/job-leases.js';
import type { JobStore } from '../../storage/job-store.js';
import type { JobTable } from '../../storage/job-tables.js';
import type { JobBell } from './job-bell.js';
import { hasEnded, type JobKind, type JobSight } from './job-kind.js';
import type { JobResults } from './job-results.js';
import { pauseOf } from './pause-of.js';

/** A server that dies while it asks keeps the others from asking for so long. */
export const LOOK_LEASE_MS = 20_000;
/** How long somebody who asks waits for what another server is just being told. */
const PATIENCE_MS = 3000;
const GLANCE_MS = 150;
const LONGEST_PAUSE_MS = 300_000;

export interface WorkLooksParts {
  store: () => Promise<JobStore>;
  leases: () => Promise<JobLeases>;
  /** By `kind`. */
  kinds: Readonly<Record<string, JobKind>>;
  results: JobResults;
  bell: JobBell;
  /** Absent where nobody watches. */
  observer?: Observer | undefined;
  /** ms since 1970. */
  now: () => number;
}

/** Asks the provider how work stands: one server at a time, and what it sees is for all. */
export class WorkLooks {
  constructor(private readonly parts: WorkLooksParts) {}

  /**
   * The job as it stands now.
   *
   * @param pauseMs until a server may look again unasked.
   */
  async look(row: JobTable, pauseMs?: number): Promise<JobTable> {
    const claimed = await (await this.parts.leases()).claim(row.id, LOOK_LEASE_MS);
    if (claimed !== undefined) return this.ask(claimed, (kind) => kind.look(row.work_id), pauseMs);
    return (await this.seenByOthers(row)) ?? this.ask(row, (kind) => kind.look(row.work_id), pauseMs);
  }

  /** Has the work stopped. */
  cancel(row: JobTable): Promise<JobTable> {
    return this.ask(row, (kind) => kind.cancel(row.work_id));
  }

  /** Asks about a job that is ours for now, and lets go of it. */
  async ask(
    row: JobTable,
    question: (kind: JobKind) => Promise<JobSight>,
    pauseMs?: number,
  ): Promise<JobTable> {
    const scope: RequestRecord[] = [];
    let sight: JobSight;
    try {
      const ask = () => requestScope.run(scope, () => question(this.kindOf(row)));
      sight = await actFor(row.owner, ask, row.account);
    } catch (error) {
      const failedMs = Math.min(LONGEST_PAUSE_MS, 2 * pauseOf(this.parts.kinds[row.kind], row.looks));
      await (await this.parts.leases()).letGo(row.id, pauseMs ?? failedMs);
      throw error;
    }
    return this.keep(row, sight, scope, pauseMs, row.next_look_at);
  }

  /** Puts down what was seen of a job. */
  async keep(
    row: JobTable,
    { status, doing, outcome, booked }: JobSight,
    requests: readonly RequestRecord[],
    pauseMs = pauseOf(this.parts.kinds[row.kind], row.looks + 1),
    wasDue?: number,
  ): Promise<JobTable> {
    const { id, work_id } = row;
    const store = await this.parts.store();
    if (!hasEnded(status)) {
      await (await this.parts.leases()).seen(id, {
        ...{ status, doing: doing ?? null, pauseMs },
        ...(wasDue !== undefined && { wasDue }),
      });
      const now = await store.byId(id);
      return now === undefined || now.ended_at === null
        ? { ...(now ?? row), status, doing: doing ?? null }
        : now;
    }
    const settled = requests.findLast(({ work }) => work === work_id);
    const end = {
      status,
      outcome: JSON.stringify(outcome ?? {}),
      cost: settled?.costNanoUsd ?? booked?.cost ?? null,
      held: Number(settled?.basis === 'held' || booked?.isHeld === true),
    };
    const at = this.parts.now();
    const isFirst = await store.end(id, end, at);
    if (!isFirst) return (await store.byId(id)) ?? { ...row, ...end, ended_at: at };
    this.parts.observer?.jobEnded(row.kind, status);
    const ended = { ...row, ...end, ended_at: at };
    const file = await actFor(row.owner, () => this.parts.results.save(ended, currentCall.getStore()));
    this.parts.bell.ring(id);
    return { ...ended, file };
  }

  kindOf({ kind }: JobTable): JobKind {
    const found = this.parts.kinds[kind];
    if (found !== undefined) return found;
    throw new ToolError('JOB_NOT_FOUND', `This server does not know jobs of the kind ${kind}.`, 'Update it.');
  }

  /** What another server sees of it, which is asking right now; undefined where it takes too long. */
  private async seenByOthers(row: JobTable): Promise<JobTable | undefined> {
    const store = await this.parts.store();
    const began = performance.now();
    while (performance.now() - began < PATIENCE_MS) {
      const now = await store.byId(row.id);
      if (now === undefined || now.ended_at !== null || now.looks > row.looks) return now;
      await pause(GLANCE_MS);
    }
    return undefined;
  }
}
