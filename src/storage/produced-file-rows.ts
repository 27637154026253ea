import type { Kysely } from 'kysely';
import type { ProducedFileTable } from './replica-tables.js';
import type { Tables } from './tables.js';

type Key = Pick<ProducedFileTable, 'shelf' | 'name'>;

/** Which files lie in the object store, for every server on this database. */
export class ProducedFileRows {
  constructor(private readonly db: Kysely<Tables>) {}

  /** Takes a name, unseen so far. False: it is taken. */
  async reserve({ shelf, name }: Key, at: number): Promise<boolean> {
    const row = await this.db
      .insertInto('produced_file')
      .values({ shelf, name, state: 'hidden', size: 0, at })
      .onConflict((conflict) => conflict.columns(['shelf', 'name']).doNothing())
      .returning('name')
      .executeTakeFirst();
    return row !== undefined;
  }

  /** It is whole; not seen before it is {@link show shown}. */
  async measure({ shelf, name }: Key, size: number): Promise<void> {
    await this.of({ shelf, name }).set({ size }).execute();
  }

  async show(key: Key): Promise<void> {
    await this.of(key).set({ state: 'kept' }).where('state', '=', 'hidden').execute();
  }

  async find({ shelf, name }: Key): Promise<ProducedFileTable | undefined> {
    return this.db
      .selectFrom('produced_file')
      .selectAll()
      .where('shelf', '=', shelf)
      .where('name', '=', name)
      .where('state', '<>', 'leaving')
      .executeTakeFirst();
  }

  /** Those that may be seen, the newest first. */
  recent(shelf: string, limit: number): Promise<ProducedFileTable[]> {
    return this.db
      .selectFrom('produced_file')
      .selectAll()
      .where('shelf', '=', shelf)
      .where('state', '=', 'kept')
      .orderBy('at', 'desc')
      .orderBy('name')
      .limit(limit)
      .execute();
  }

  /** All that is there, the oldest first. */
  all(): Promise<ProducedFileTable[]> {
    return this.db.selectFrom('produced_file').selectAll().orderBy('at').execute();
  }

  /** Takes it out of sight for good. False: somebody else has, or it is not there. */
  async beginLeaving(key: Key): Promise<boolean> {
    const { numUpdatedRows } = await this.of(key)
      .set({ state: 'leaving' })
      .where('state', '<>', 'leaving')
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  }

  async remove({ shelf, name }: Key): Promise<void> {
    await this.db.deleteFrom('produced_file').where('shelf', '=', shelf).where('name', '=', name).execute();
  }

  private of({ shelf, name }: Key) {
    return this.db.updateTable('produced_file').where('shelf', '=', shelf).where('name', '=', name);
  }
}
