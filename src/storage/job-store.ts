import { type RawBuilder, type SelectQueryBuilder, sql } from 'kysely';
import { clockOf } from './database-clock.js';
import type { JobTable } from './job-tables.js';
import type { Storage } from './storage.js';
import type { Tables } from './tables.js';

// As long as OpenAI keeps a response.
const KEPT_MS = 30 * 86_400_000;

/** How a job ended. */
export type JobEnd = Pick<JobTable, 'status' | 'outcome' | 'cost' | 'held'>;

/** Which of an owner's jobs. */
export interface JobPage {
  status?: string;
  /** The job before the first one that is wanted. */
  after?: string;
  limit: number;
}

/**
 * The jobs of all clients, for every process on this database.
 *
 * @throws StorageError when the database can't be used.
 */
export class JobStore {
  private readonly db: Storage['db'];
  private readonly clock: () => RawBuilder<number>;

  constructor(storage: Pick<Storage, 'db' | 'engine'>) {
    this.db = storage.db;
    this.clock = clockOf(storage);
  }

  /**
   * Puts a job on record, and forgets those that nobody can ask for any more.
   *
   * @param pauseMs after which some server is to look at it.
   */
  async add(job: JobTable, pauseMs = 0): Promise<void> {
    await this.db
      .deleteFrom('job')
      .where('at', '<', job.at - KEPT_MS)
      .execute();
    await this.db
      .insertInto('job')
      .values({ ...job, next_look_at: sql<number>`${this.clock()} + ${pauseMs}` })
      .execute();
  }

  /** One of an owner's own jobs. */
  find(id: string, owner: string): Promise<JobTable | undefined> {
    return this.of(owner).where('id', '=', id).executeTakeFirst();
  }

  /** The owner's job that was started last, but for those that belong to another job. */
  latest(owner: string): Promise<JobTable | undefined> {
    return this.newestFirst(owner).where('parent', 'is', null).limit(1).executeTakeFirst();
  }

  /** The job that the call of another has started. */
  child(parent: string): Promise<JobTable | undefined> {
    return this.db.selectFrom('job').selectAll().where('parent', '=', parent).limit(1).executeTakeFirst();
  }

  /** The owner's jobs, newest first. */
  list(owner: string, { status, after, limit }: JobPage): Promise<JobTable[]> {
    let query = this.newestFirst(owner).limit(limit);
    if (status !== undefined) query = query.where('status', '=', status);
    if (after !== undefined) {
      const last = this.db
        .selectFrom('job')
        .select(['at', 'id'])
        .where('id', '=', after)
        .where('owner', '=', owner);
      query = query.where(sql<boolean>`(at, id) < (${last})`);
    }
    return query.execute();
  }

  /** Marks that a job has ended. False: somebody else has done so before, and theirs stands. */
  async end(id: string, { status, outcome, cost, held }: JobEnd, at: number): Promise<boolean> {
    const { numUpdatedRows } = await this.db
      .updateTable('job')
      .set({ status, outcome, cost, held, ended_at: at, state: null, lease_owner: null, lease_until: null })
      .where('id', '=', id)
      .where('ended_at', 'is', null)
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  }

  /** Whoever's it is. */
  byId(id: string): Promise<JobTable | undefined> {
    return this.db.selectFrom('job').selectAll().where('id', '=', id).executeTakeFirst();
  }

  /** Keeps what a job needs to go on. @param pauseMs after which it is due; left out: as before. */
  async keepState(id: string, state: string, pauseMs?: number): Promise<void> {
    const due = pauseMs === undefined ? {} : { next_look_at: sql<number>`${this.clock()} + ${pauseMs}` };
    await this.db
      .updateTable('job')
      .set({ state, ...due })
      .where('id', '=', id)
      .where('ended_at', 'is', null)
      .execute();
  }

  /** Whoever runs it sees that it is to stop. */
  async wishCancelled(id: string): Promise<void> {
    await this.db.updateTable('job').set({ cancel: 1 }).where('id', '=', id).execute();
  }

  async keepFile(id: string, file: string): Promise<void> {
    await this.db.updateTable('job').set({ file }).where('id', '=', id).execute();
  }

  private of(owner: string): SelectQueryBuilder<Tables, 'job', JobTable> {
    return this.db.selectFrom('job').selectAll().where('owner', '=', owner);
  }

  private newestFirst(owner: string): SelectQueryBuilder<Tables, 'job', JobTable> {
    return this.of(owner).orderBy('at', 'desc').orderBy('id', 'desc');
  }
}
