import { Kysely, PostgresDialect, SqliteDialect } from 'kysely';
import { singleQueries } from './single-queries.js';
import type { Storage } from './storage.js';

/** Where the database is: a SQLite file, or a PostgreSQL URL. */
export type StoragePlace = { file: string; synchronous: 'normal' | 'full' } | { url: string };

/**
 * Opens the database, makes it if there is none, and brings it up to date. Safe for several processes at once.
 *
 * @throws StorageError when it can't be used.
 */
export function openStorage(place: StoragePlace): Promise<Storage> {
  return 'url' in place ? onPostgres(place.url) : onSqlite(place.file, place.synchronous);
}

async function onSqlite(file: string, synchronous: 'normal' | 'full'): Promise<Storage> {
  const { openSqlite } = await import('./sqlite/open-sqlite.js');
  const { queryByTurn } = await import('./sqlite/sqlite-queries.js');
  const { SqliteLedger } = await import('./sqlite/sqlite-ledger.js');
  const { LoneBroadcast } = await import('./sqlite/lone-broadcast.js');
  const turns = await openSqlite(file, synchronous);
  return {
    engine: { kind: 'sqlite', turns },
    db: new Kysely({ dialect: singleQueries(new SqliteDialect({ database: NONE }), queryByTurn(turns)) }),
    ledger: new SqliteLedger(turns),
    broadcast: new LoneBroadcast(),
    close: () => turns.close(),
  };
}

async function onPostgres(url: string): Promise<Storage> {
  const { connectAlone, openPostgres } = await import('./postgres/open-postgres.js');
  const { PostgresBroadcast } = await import('./postgres/postgres-broadcast.js');
  const { PostgresLedger } = await import('./postgres/postgres-ledger.js');
  const pool = await openPostgres(url);
  const broadcast = new PostgresBroadcast(pool, () => connectAlone(url));
  return {
    engine: { kind: 'postgres', pool },
    db: new Kysely({
      dialect: singleQueries(new PostgresDialect({ pool: NONE }), (query) => pool.execute(query)),
    }),
    ledger: new PostgresLedger(pool),
    broadcast,
    async close() {
      await broadcast.close();
      await pool.close();
    },
  };
}

/** Kysely's own drivers are never made, so they need no database. */
const NONE = async (): Promise<never> => {
  throw new Error('Unused.');
};
