import type { Kysely } from 'kysely';
import type { JobTable } from './job-tables.js';
import type { Tables } from './tables.js';

// As long as OpenAI keeps a response.
const KEPT_MS = 30 * 86_400_000;

/** How a job ended. */
export type JobEnd = Pick<JobTable, 'status' | 'outcome' | 'cost' | 'held'>;

/**
 * The jobs of all clients, for every process on this database.
 *
 * @throws StorageError when the database can't be used.
 */
export class JobStore {
  constructor(private readonly db: Kysely<Tables>) {}

  /** Puts a job on record, and forgets those that nobody can ask for any more. */
  async add(job: JobTable): Promise<void> {
    await this.db
      .deleteFrom('job')
      .where('at', '<', job.at - KEPT_MS)
      .execute();
    await this.db.insertInto('job').values(job).execute();
  }

  /** One of a client's own jobs. */
  find(id: string, client: string): Promise<JobTable | undefined> {
    return this.db
      .selectFrom('job')
      .selectAll()
      .where('id', '=', id)
      .where('client', '=', client)
      .executeTakeFirst();
  }

  /** The client's job that was started last. */
  latest(client: string): Promise<JobTable | undefined> {
    return this.db
      .selectFrom('job')
      .selectAll()
      .where('client', '=', client)
      .orderBy('at', 'desc')
      .limit(1)
      .executeTakeFirst();
  }

  /** Marks that a job has ended. False: somebody else has done so before, and theirs stands. */
  async end(id: string, { status, outcome, cost, held }: JobEnd, at: number): Promise<boolean> {
    const { numUpdatedRows } = await this.db
      .updateTable('job')
      .set({ status, outcome, cost, held, ended_at: at })
      .where('id', '=', id)
      .where('ended_at', 'is', null)
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  }

  async keepFile(id: string, file: string): Promise<void> {
    await this.db.updateTable('job').set({ file }).where('id', '=', id).execute();
  }
}
