import type { PoolClient } from 'pg';
import { MIGRATIONS } from '../migrations.js';
import { pendingMigrations } from '../pending-migrations.js';
import type { PostgresPool } from './postgres-pool.js';

/** Advisory lock, the same in every version: one process migrates, the others wait for it. */
const MIGRATING = [0x6f6d6870, 1];

/** All that is missing in one transaction. */
export async function migratePostgres(pool: PostgresPool): Promise<void> {
  const pending = await pool.transaction(async (client) =>
    pendingMigrations(MIGRATIONS, await appliedTo(client)),
  );
  if (pending.length === 0) return;
  await pool.transaction(async (client) => {
    await client.query('SELECT pg_advisory_xact_lock($1, $2)', MIGRATING);
    await client.query(
      'CREATE TABLE IF NOT EXISTS storage_migration (name text PRIMARY KEY, applied_at double precision NOT NULL)',
    );
    for (const { name, postgres } of pendingMigrations(MIGRATIONS, await appliedTo(client))) {
      await client.query(postgres);
      await client.query('INSERT INTO storage_migration VALUES ($1, $2)', [name, Date.now()]);
    }
  });
}

async function appliedTo(client: PoolClient): Promise<string[]> {
  const { rows: tables } = await client.query("SELECT to_regclass('storage_migration') AS found");
  if (tables[0]?.found === null) return [];
  const { rows } = await client.query<{ name: string }>('SELECT name FROM storage_migration');
  return rows.map(({ name }) => name);
}
