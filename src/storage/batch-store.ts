import type { Kysely } from 'kysely';
import type { BatchFileTable, BatchTable } from './batch-tables.js';
import type { Tables } from './tables.js';

// OpenAI keeps a batch's file for 30 days, and nobody asks for a batch that is older than that.
const KEPT_MS = 30 * 86_400_000;

/** Clocks may differ by so much. */
const SLACK_MS = 3_600_000;
const EXPECTED = 'expected:';
const expected = (mark: string): string => EXPECTED + mark;

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

  /**
   * Writes down a batch that is about to be asked for, under the mark of its metadata; returns the hold of an earlier try of
   * which nothing was heard.
   */
  async expect(mark: string, batch: BatchTable): Promise<string | undefined> {
    const [earlier] = await this.running([expected(mark)]);
    if (earlier?.hold_id === batch.hold_id) return undefined;
    await this.end(expected(mark));
    await this.start({ ...batch, batch_id: expected(mark) });
    return earlier?.hold_id;
  }

  /** It was refused, or is on record by its id. */
  async forgetExpected(mark: string): Promise<void> {
    await this.end(expected(mark));
  }

  /** Batches that were asked for and whose answer was lost get the ids by which they are seen now. */
  async adopt(ids: ReadonlyMap<string, string>): Promise<void> {
    const lost = await this.running([...ids.keys()].map(expected));
    for (const row of lost) {
      if (!(await this.end(row.batch_id))) continue;
      await this.start({ ...row, batch_id: ids.get(row.batch_id.slice(EXPECTED.length))! });
    }
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

  /**
   * What a batch was booked at; undefined where it was not.
   *
   * @param since ms since 1970, when it was created.
   */
  async bookedFor(
    batchId: string,
    since: number,
  ): Promise<{ cost: bigint | null; isHeld: boolean } | undefined> {
    const entry = await this.db
      .selectFrom('usage_entry')
      .select(['id', 'basis'])
      .where('request_id', '=', batchId)
      .where('at', '>=', since - SLACK_MS)
      .executeTakeFirst();
    return entry && { cost: await this.booked(entry.id), isHeld: entry.basis === 'held' };
  }
}
