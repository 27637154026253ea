import type { Kysely } from 'kysely';
import type { RecordTable } from './record-tables.js';
import type { Tables } from './tables.js';

/** Whose records, and of what kind. */
export type RecordShelf = Pick<RecordTable, 'plugin' | 'owner' | 'kind'>;

/** A record without whose it is. */
export type RecordRow = Pick<RecordTable, 'id' | 'value' | 'version' | 'created_at' | 'updated_at'>;

const COLUMNS = ['id', 'value', 'version', 'created_at', 'updated_at'] as const;

/**
 * What plugins keep, for every process on this database.
 *
 * @throws StorageError when the database can't be used.
 */
export class RecordStore {
  constructor(private readonly db: Kysely<Tables>) {}

  find(shelf: RecordShelf, id: string): Promise<RecordRow | undefined> {
    return this.on(shelf).select(COLUMNS).where('id', '=', id).executeTakeFirst();
  }

  /** In the order of the ids. `before`: only ids before this one. */
  list(
    shelf: RecordShelf,
    { from, after, before, limit }: { from?: string; after?: string; before?: string; limit: number },
  ): Promise<RecordRow[]> {
    let query = this.on(shelf).select(COLUMNS);
    if (from !== undefined) query = query.where('id', '>=', from);
    if (after !== undefined) query = query.where('id', '>', after);
    if (before !== undefined) query = query.where('id', '<', before);
    return query.orderBy('id').limit(limit).execute();
  }

  /** Writes it whatever is there. */
  put(shelf: RecordShelf, id: string, value: string, at: number): Promise<RecordRow> {
    return this.db
      .insertInto('record')
      .values({ ...shelf, id, value, version: 1, created_at: at, updated_at: at })
      .onConflict((conflict) =>
        conflict
          .columns(['plugin', 'owner', 'kind', 'id'])
          .doUpdateSet((row) => ({ value, version: row('record.version', '+', 1), updated_at: at })),
      )
      .returning(COLUMNS)
      .executeTakeFirstOrThrow();
  }

  /** Undefined: there is one already. */
  add(shelf: RecordShelf, id: string, value: string, at: number): Promise<RecordRow | undefined> {
    return this.db
      .insertInto('record')
      .values({ ...shelf, id, value, version: 1, created_at: at, updated_at: at })
      .onConflict((conflict) => conflict.columns(['plugin', 'owner', 'kind', 'id']).doNothing())
      .returning(COLUMNS)
      .executeTakeFirst();
  }

  /** Undefined: it is gone, or no longer at that version. */
  replace(
    { plugin, owner, kind }: RecordShelf,
    id: string,
    value: string,
    version: number,
    at: number,
  ): Promise<RecordRow | undefined> {
    return this.db
      .updateTable('record')
      .set({ value, version: version + 1, updated_at: at })
      .where('plugin', '=', plugin)
      .where('owner', '=', owner)
      .where('kind', '=', kind)
      .where('id', '=', id)
      .where('version', '=', version)
      .returning(COLUMNS)
      .executeTakeFirst();
  }

  /** False: there was none. */
  async remove({ plugin, owner, kind }: RecordShelf, id: string): Promise<boolean> {
    const { numDeletedRows } = await this.db
      .deleteFrom('record')
      .where('plugin', '=', plugin)
      .where('owner', '=', owner)
      .where('kind', '=', kind)
      .where('id', '=', id)
      .executeTakeFirst();
    return numDeletedRows > 0n;
  }

  private on({ plugin, owner, kind }: RecordShelf) {
    return this.db
      .selectFrom('record')
      .where('plugin', '=', plugin)
      .where('owner', '=', owner)
      .where('kind', '=', kind);
  }
}
