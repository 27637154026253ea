import type { Kysely } from 'kysely';
import type { BatchFileTable, BatchTable } from './batch-tables.js';
import type { Tables } from './tables.js';

// OpenAI keeps a batch's file for 30 days, and nobody asks for a batch that is older than that.
const KEPT_MS = 30 * 86_400_000;

/** What is known of files made for batches, and which batches run. Every process on the database sees the same. */
export class BatchStore {
  constructor(private readonly db: Kysely<Tables>) {}

  async rememberFile(file: BatchFileTable): Promise<void> {
    await this.db
      .deleteFrom('batch_file')
      .where('at', '<', file.at - KEPT_MS)
      .execute();
    await this.db
      .insertInto('batch_file')
      .values(file)
      .onConflict((conflict) => conflict.column('file_id').doNothing())
      .execute();
  }

  file(id: string): Promise<BatchFileTable | undefined> {
    return this.db.selectFrom('batch_file').selectAll().where('file_id', '=', id).executeTakeFirst();
  }

  async start(batch: BatchTable): Promise<void> {
    await this.db
      .deleteFrom('batch_running')
      .where('at', '<', batch.at - KEPT_MS)
      .execute();
    await this.db
      .insertInto('batch_running')
      .values(batch)
      .onConflict((conflict) => conflict.column('batch_id').doNothing())
      .execute();
  }

  running(ids: readonly string[]): Promise<BatchTable[]> {
    return this.db.selectFrom('batch_running').selectAll().where('batch_id', 'in', ids).execute();
  }

  /** False: somebody else has seen it end before. */
  async end(id: string): Promise<boolean> {
    const { numDeletedRows } = await this.db
      .deleteFrom('batch_running')
      .where('batch_id', '=', id)
      .executeTakeFirst();
    return numDeletedRows > 0n;
  }

  /** What was booked under the id of a hold, nano-USD; null where it is not known. */
  async booked(holdId: string): Promise<bigint | null> {
    const entries = await this.db.selectFrom('usage_entry').select('cost').where('id', '=', holdId).execute();
    return entries.reduce<bigint | null>(
      (sum, { cost }) => (sum === null || cost === null ? null : sum + cost),
      0n,
    );
  }
}
