import type { Storage } from './storage.js';

/** Makes of a row's text the new one; `undefined`: there is none yet. May be done twice. */
export type ChangeRow<T> = (text: string | undefined, now: number) => { text: string; value: T };

/**
 * One text a key, the same for every process on the database.
 *
 * @throws StorageError when the database can't be used.
 */
export interface PaceRows {
  /** Changes one in a transaction of its own. `now`: ms since 1970, by one clock for all who share the database. */
  change<T>(key: string, change: ChangeRow<T>): Promise<T>;
  read(key: string): Promise<{ text: string; now: number } | undefined>;
}

/** @param now ms since 1970: the clock of those who share a file. PostgreSQL has its own. */
export async function openPaceRows({ engine }: Storage, now: () => number): Promise<PaceRows> {
  if (engine.kind === 'postgres') {
    const { PostgresPaceRows } = await import('./postgres/postgres-pace-rows.js');
    return new PostgresPaceRows(engine.pool);
  }
  const { SqlitePaceRows } = await import('./sqlite/sqlite-pace-rows.js');
  return new SqlitePaceRows(engine.turns, now);
}

/** Rows that nobody has changed for so long are forgotten. */
export const PACE_KEPT_MS = 30 * 86_400_000;
