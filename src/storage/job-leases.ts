import { type RawBuilder, sql } from 'kysely';
import { clockOf } from './database-clock.js';
import type { JobTable } from './job-tables.js';
import type { Storage } from './storage.js';

/** As a job was seen; it is due again after `pauseMs`. */
export interface JobSeen {
  status: string;
  doing: string | null;
  pauseMs: number;
  /** When it was due; where somebody has made it due since then, it stays so. */
  wasDue?: number;
}

/**
 * Which server looks at a job, or runs it: one at a time, until its lease has run out. All times are by the database's clock, so
 * the clocks of servers may differ.
 *
 * @throws StorageError when the database can't be used.
 */
export class JobLeases {
  private readonly db: Storage['db'];
  private readonly now: () => RawBuilder<number>;
  private readonly skipsLocked: boolean;

  /** @param holder unique among all servers. */
  constructor(
    storage: Pick<Storage, 'db' | 'engine'>,
    private readonly holder: string,
  ) {
    this.db = storage.db;
    this.now = clockOf(storage);
    this.skipsLocked = storage.engine.kind === 'postgres';
  }

  /** Takes jobs that are due and nobody else's, of some kinds, those that have waited longest first. */
  claimDue(kinds: readonly string[], limit: number, leaseMs: number): Promise<JobTable[]> {
    const now = this.now();
    const due = this.db
      .selectFrom('job')
      .select('id')
      .where('ended_at', 'is', null)
      .where('kind', 'in', kinds)
      .where('next_look_at', '<=', now)
      .where((eb) => eb.or([eb('lease_until', 'is', null), eb('lease_until', '<=', now)]))
      .orderBy('next_look_at')
      .limit(limit)
      .$if(this.skipsLocked, (query) => query.forUpdate().skipLocked());
    return this.db
      .updateTable('job')
      .set(this.lease(leaseMs))
      .where('id', 'in', due)
      .returningAll()
      .execute();
  }

  /** Takes one job, due or not; undefined where it has ended, or is another's. */
  claim(id: string, leaseMs: number): Promise<JobTable | undefined> {
    const now = this.now();
    return this.db
      .updateTable('job')
      .set(this.lease(leaseMs))
      .where('id', '=', id)
      .where('ended_at', 'is', null)
      .where((eb) => eb.or([eb('lease_until', 'is', null), eb('lease_until', '<=', now)]))
      .returningAll()
      .executeTakeFirst();
  }

  /** Puts down how a job of ours stands, and lets go of it. */
  async seen(id: string, { status, doing, pauseMs, wasDue }: JobSeen): Promise<void> {
    await this.ours(id)
      .set((eb) => ({
        ...{ status, doing, lease_owner: null, lease_until: null },
        looks: eb('looks', '+', 1),
        looked_at: this.now(),
        next_look_at:
          wasDue === undefined
            ? this.after(pauseMs)
            : sql<number>`CASE WHEN next_look_at = ${wasDue} THEN ${this.after(pauseMs)} ELSE next_look_at END`,
      }))
      .execute();
  }

  /** Lets go of a job of ours that could not be looked at. */
  async letGo(id: string, pauseMs: number): Promise<void> {
    await this.ours(id)
      .set({ lease_owner: null, lease_until: null, next_look_at: this.after(pauseMs) })
      .execute();
  }

  /** Goes on with a job of ours; undefined where it has been taken over, or has ended. */
  renew(id: string, doing: string | null, leaseMs: number): Promise<Pick<JobTable, 'cancel'> | undefined> {
    return this.ours(id)
      .where('ended_at', 'is', null)
      .set({ ...this.lease(leaseMs), doing, looked_at: this.now() })
      .returning('cancel')
      .executeTakeFirst();
  }

  /** Makes jobs due at once, as whoever looks at them next sees: those of some work at the provider. */
  async wake(workId: string): Promise<boolean> {
    const { numUpdatedRows } = await this.db
      .updateTable('job')
      .set({ next_look_at: this.now() })
      .where('work_id', '=', workId)
      .where('kind', '!=', 'call')
      .where('ended_at', 'is', null)
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  }

  /** Lets go of every job of ours: whoever comes first takes it. */
  async giveBack(): Promise<void> {
    await this.db
      .updateTable('job')
      .set({ lease_owner: null, lease_until: null, next_look_at: this.now() })
      .where('lease_owner', '=', this.holder)
      .where('ended_at', 'is', null)
      .execute();
  }

  /** In how many ms the next job is due, or a lease runs out; undefined where there is nothing to look at. */
  async nextDue(kinds: readonly string[]): Promise<number | undefined> {
    const at = sql<number>`CASE WHEN lease_until > next_look_at THEN lease_until ELSE next_look_at END`;
    const row = await this.db
      .selectFrom('job')
      .select(sql<number | null>`MIN(${at}) - ${this.now()}`.as('due'))
      .where('ended_at', 'is', null)
      .where('kind', 'in', kinds)
      .executeTakeFirst();
    return row?.due === null || row?.due === undefined ? undefined : Math.max(0, row.due);
  }

  private ours(id: string) {
    return this.db.updateTable('job').where('id', '=', id).where('lease_owner', '=', this.holder);
  }

  private lease(ms: number) {
    return { lease_owner: this.holder, lease_until: this.after(ms) };
  }

  private after(ms: number): RawBuilder<number> {
    return sql<number>`${this.now()} + ${ms}`;
  }
}
