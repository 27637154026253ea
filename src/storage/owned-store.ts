import type { Kysely } from 'kysely';
import type { OwnedTable } from './owned-tables.js';
import type { Tables } from './tables.js';

/** SQLite takes so many values in one statement, with room to spare. */
const TOGETHER = 500;

/**
 * Whose what lies at the provider is, for every process on this database.
 *
 * @throws StorageError when the database can't be used.
 */
export class OwnedStore {
  constructor(private readonly db: Kysely<Tables>) {}

  /** What is somebody's already stays theirs. */
  async add(rows: readonly OwnedTable[]): Promise<void> {
    for (const some of pieces(rows)) {
      await this.db
        .insertInto('owned')
        .values(some)
        .onConflict((conflict) => conflict.column('id').doNothing())
        .execute();
    }
  }

  /** By id; what is nobody's has no entry. */
  async ownersOf(ids: readonly string[]): Promise<Map<string, string>> {
    const owners = new Map<string, string>();
    for (const some of pieces(ids)) {
      const rows = await this.db
        .selectFrom('owned')
        .select(['id', 'owner'])
        .where('id', 'in', some)
        .execute();
      for (const { id, owner } of rows) owners.set(id, owner);
    }
    return owners;
  }

  async idsOf(owner: string, kind: string): Promise<Set<string>> {
    const rows = await this.db
      .selectFrom('owned')
      .select('id')
      .where('owner', '=', owner)
      .where('kind', '=', kind)
      .execute();
    return new Set(rows.map(({ id }) => id));
  }

  /** Forgets those of a kind that were put down before a time. */
  async forgetOld(kind: string, before: number): Promise<void> {
    await this.db.deleteFrom('owned').where('kind', '=', kind).where('at', '<', before).execute();
  }

  async forget(ids: readonly string[]): Promise<void> {
    for (const some of pieces(ids)) await this.db.deleteFrom('owned').where('id', 'in', some).execute();
  }
}

function* pieces<T>(all: readonly T[]): Generator<T[]> {
  for (let start = 0; start < all.length; start += TOGETHER) yield all.slice(start, start + TOGETHER);
}
