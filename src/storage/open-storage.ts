import type { Storage } from './storage.js';

/** Where the database is: a SQLite file, or a PostgreSQL URL. */
export type StoragePlace = { file: string; synchronous: 'normal' | 'full' } | { url: string };

/**
 * Opens the database, makes it if there is none, and brings it up to date. Safe for several processes at once.
 *
 * @throws StorageError when it can't be used.
 */
export async function openStorage(place: StoragePlace): Promise<Storage> {
  const { Kysely } = await import('kysely');
  if ('url' in place) {
    const { PostgresDialect } = await import('kysely');
    const { openPostgres } = await import('./postgres/open-postgres.js');
    const { PostgresLedger } = await import('./postgres/postgres-ledger.js');
    const pool = await openPostgres(place.url);
    return {
      engine: { kind: 'postgres', pool },
      db: new Kysely({ dialect: new PostgresDialect({ pool: pool.pool }) }),
      ledger: new PostgresLedger(pool),
      close: () => pool.close(),
    };
  }
  const { openSqlite } = await import('./sqlite/open-sqlite.js');
  const { turnsDialect } = await import('./sqlite/turns-dialect.js');
  const { SqliteLedger } = await import('./sqlite/sqlite-ledger.js');
  const turns = await openSqlite(place.file, place.synchronous);
  return {
    engine: { kind: 'sqlite', turns },
    db: new Kysely({ dialect: turnsDialect(turns) }),
    ledger: new SqliteLedger(turns),
    close: () => turns.close(),
  };
}
