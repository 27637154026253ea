import type { Storage } from '../../src/storage/storage.js';

const HNSW = `SELECT indexname AS name, indexdef AS definition FROM pg_indexes WHERE schemaname = current_schema() AND indexdef LIKE '%USING hnsw%'`;

/**
 * Takes the indexes of vectors out of a PostgreSQL database that is only there to be measured, and gives back what makes the same ones
 * again: over all vectors at once that is many times faster than one vector after the other.
 */
export async function withoutVectorIndexes({ engine }: Storage): Promise<(() => Promise<void>) | undefined> {
  if (engine.kind !== 'postgres') return undefined;
  const { pool } = engine.pool;
  const { rows } = await pool.query<{ name: string; definition: string }>(HNSW);
  for (const { name } of rows) await pool.query(`DROP INDEX "${name}"`);
  return async () => {
    for (const { definition } of rows) await pool.query(patiently(definition));
    await pool.query(patiently('ANALYZE'));
  };
}

/** No other query may take so long. */
const patiently = (text: string) => ({ text, query_timeout: 3_600_000 });
