import type { PostgresPool } from '../postgres/postgres-pool.js';
import { chunkTable } from './postgres-contents.js';
import { ask } from './postgres-query.js';

const AT_ONCE = 2_000;
/** For as long a vector that no document needs is kept. */
const KEPT_MS = 7 * 24 * 3_600_000;

/** Sweeps away the contents of collections that are gone, and what a server left of them that ended. */
export async function sweepPostgres(pool: PostgresPool): Promise<void> {
  for (const { id } of await ask<{ id: number }>(pool, 'SELECT id FROM collection WHERE gone = 1')) {
    // A search that still reads it goes on; one that comes after finds that the collection is gone.
    await pool.transaction((client) => client.query(`DROP TABLE IF EXISTS ${chunkTable(id)}`));
    while (await sweepSome(pool, id)) {}
    await ask(pool, 'DELETE FROM collection WHERE id = $1', [id]);
  }
}

/** True while there may be more. */
async function sweepSome(pool: PostgresPool, collection: number): Promise<boolean> {
  const documents = await ask<{ id: number }>(
    pool,
    `DELETE FROM collection_document WHERE id IN (SELECT id FROM collection_document WHERE collection = $1 LIMIT ${AT_ONCE}) RETURNING id`,
    [collection],
  );
  const ids = documents.map(({ id }) => id);
  await ask(pool, 'DELETE FROM collection_metadata WHERE document = ANY($1)', [ids]);
  const kept = await ask(
    pool,
    `DELETE FROM collection_kept_vector WHERE collection = $1 AND hash IN
      (SELECT hash FROM collection_kept_vector WHERE collection = $1 LIMIT ${AT_ONCE}) RETURNING 1`,
    [collection],
  );
  return ids.length + kept.length > 0;
}

export const clearKept = (pool: PostgresPool, now: number): Promise<unknown> =>
  ask(pool, 'DELETE FROM collection_kept_vector WHERE kept_at < $1', [now - KEPT_MS]);
