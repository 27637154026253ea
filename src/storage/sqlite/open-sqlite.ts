import { chmodSync, closeSync, mkdirSync, openSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { APPLICATION_ID } from './application-id.js';
import { importSqlite } from './import-sqlite.js';
import { SqliteDatabase } from './sqlite-database.js';
import { foreignFile, isBusy, sqliteFailure } from './sqlite-failure.js';
import { migrateSqlite } from './sqlite-migrations.js';
import { SqliteTurns } from './sqlite-turns.js';

const PATIENCE_MS = 10_000;

/** Opens the file, or makes it, readable by this user alone. */
export async function openSqlite(file: string, synchronous: 'normal' | 'full'): Promise<SqliteTurns> {
  const { DatabaseSync } = await importSqlite();
  try {
    makeFile(file);
  } catch (error) {
    throw sqliteFailure(error, file);
  }
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    try {
      const connection = connect(new DatabaseSync(file), file, synchronous);
      const turns = new SqliteTurns(new SqliteDatabase(connection), file, PATIENCE_MS);
      return await migrated(turns);
    } catch (error) {
      // Making the file a WAL one, and tidying up after a crash, lock it for a moment.
      if (!isBusy(error) || performance.now() > deadline) throw sqliteFailure(error, file);
    }
    await pause(5 + Math.random() * 20);
  }
}

function connect(connection: DatabaseSync, file: string, synchronous: 'normal' | 'full'): DatabaseSync {
  try {
    refuseForeign(connection, file);
    if (process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0) chmodSync(file, 0o600);
    connection.exec(
      `PRAGMA journal_mode = WAL; PRAGMA synchronous = ${synchronous}; PRAGMA foreign_keys = ON`,
    );
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
}

async function migrated(turns: SqliteTurns): Promise<SqliteTurns> {
  try {
    await migrateSqlite(turns);
    return turns;
  } catch (error) {
    await turns.close();
    throw error;
  }
}

function makeFile(file: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  closeSync(openSync(file, 'a', 0o600));
}

/** Before anything is written to it. */
function refuseForeign(connection: DatabaseSync, file: string): void {
  const { application_id: id } = connection.prepare('PRAGMA application_id').get() as {
    application_id: number;
  };
  const { tables } = connection.prepare('SELECT count(*) AS tables FROM sqlite_schema').get() as {
    tables: number;
  };
  if (id !== APPLICATION_ID && (id !== 0 || tables > 0)) throw foreignFile(file, 'it has other tables');
}
