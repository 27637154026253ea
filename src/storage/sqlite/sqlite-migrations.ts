import { MIGRATIONS } from '../migrations.js';
import { pendingMigrations } from '../pending-migrations.js';
import { APPLICATION_ID } from './application-id.js';
import type { SqliteDatabase } from './sqlite-database.js';
import type { SqliteTurns } from './sqlite-turns.js';

/** All that is missing in one transaction: other processes wait, and see all of it or nothing. */
export async function migrateSqlite(turns: SqliteTurns): Promise<void> {
  const pending = await turns.read((db) => pendingMigrations(MIGRATIONS, appliedTo(db)));
  if (pending.length === 0) return;
  await turns.write((db) => {
    db.exec(
      `CREATE TABLE IF NOT EXISTS storage_migration (name TEXT PRIMARY KEY, applied_at INTEGER NOT NULL)`,
    );
    db.exec(`PRAGMA application_id = ${APPLICATION_ID}`);
    for (const { name, sqlite } of pendingMigrations(MIGRATIONS, appliedTo(db))) {
      db.exec(sqlite);
      db.statement('INSERT INTO storage_migration VALUES (?, ?)').run(name, Date.now());
    }
  });
}

function appliedTo(db: SqliteDatabase): string[] {
  const tables = db.statement("SELECT 1 FROM sqlite_schema WHERE name = 'storage_migration'").all();
  if (tables.length === 0) return [];
  return db
    .statement('SELECT name FROM storage_migration')
    .all()
    .map(({ name }) => String(name));
}
