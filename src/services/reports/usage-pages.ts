import { setImmediate as nextTick } from 'node:timers/promises';
import { type RawBuilder, sql } from 'kysely';
import type { Storage } from '../../storage/storage.js';

/** So many rows are summed up in about 4 ms. */
const PAGE = 1_000;

/**
 * Conditions that part the record from a time on into what can be read in a tick each. PostgreSQL works in a process of its own,
 * and is asked once; SQLite works in this one, in the order in which the rows were added.
 */
export async function* usagePages(
  { db, engine }: Storage,
  since: number,
): AsyncGenerator<RawBuilder<unknown>> {
  const recent = sql`at >= ${since}`;
  if (engine.kind === 'postgres') {
    yield recent;
    return;
  }
  const { rows } = await sql<{ first: number | null; last: number | null }>`
    SELECT min(rowid) AS first, max(rowid) AS last FROM usage_entry WHERE ${recent}`.execute(db);
  const { first = null, last = null } = rows[0] ?? {};
  if (first === null || last === null) return;
  for (let from = first; from <= last; from += PAGE) {
    await nextTick();
    yield sql`rowid >= ${from} AND rowid < ${from + PAGE} AND ${recent}`;
  }
}
