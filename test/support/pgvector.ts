import { PGlite } from '@electric-sql/pglite';
import { vector } from '@electric-sql/pglite-pgvector';
import pg from 'pg';
import { afterAll } from 'vitest';
import { openStorage } from '../../src/storage/open-storage.js';
import type { Storage } from '../../src/storage/storage.js';
import { type FreshStorage, freshStorage } from './fresh-storage.js';
import { servePglite } from './pglite-server.js';
import { type FreshDatabase, freshPostgres } from './postgres.js';

interface Server {
  url: string;
  db: PGlite;
  stop(): Promise<void>;
}

/** Whether the server that TEST_DATABASE_URL names has pgvector. */
export const hasPgvector = await offersPgvector(process.env.TEST_DATABASE_URL);

async function offersPgvector(connectionString: string | undefined): Promise<boolean> {
  if (connectionString === undefined) return false;
  const client = new pg.Client({ connectionString });
  await client.connect();
  const { rowCount } = await client.query(`SELECT 1 FROM pg_available_extensions WHERE name = 'vector'`);
  await client.end();
  return rowCount === 1;
}

/** PostgreSQL with pgvector: the one that PGlite brings, behind a socket, so that the real pool talks to it. */
async function startPgvector(): Promise<Server> {
  const db = await PGlite.create({ extensions: { vector } });
  const { url, stop } = await servePglite(db);
  return {
    url,
    db,
    stop: async () => {
      await stop();
      await db.close();
    },
  };
}

/** One database with pgvector that servers of their own can share, as for {@link pgvectorForFile}. */
export async function sharedPgvector(): Promise<FreshDatabase> {
  if (hasPgvector) return freshPostgres();
  const { url, stop } = await startPgvector();
  return { url, drop: stop };
}

/** Databases with pgvector for one test file: of the server that TEST_DATABASE_URL names where it has pgvector, or of one that starts for the first of them. */
export function pgvectorForFile(): () => Promise<FreshStorage> {
  if (hasPgvector) return () => freshStorage('postgres');
  let started: Promise<Server> | undefined;
  afterAll(async () => (await started)?.stop());
  return async () => {
    started ??= startPgvector();
    const { url, db } = await started;
    const opened: Storage[] = [];
    return {
      place: { url },
      scratch: (name) => name,
      async open() {
        const storage = await openStorage({ url });
        opened.push(storage);
        return storage;
      },
      async drop() {
        await Promise.all(opened.map((storage) => storage.close()));
        await db.exec('ROLLBACK; DROP SCHEMA public CASCADE; CREATE SCHEMA public');
      },
    };
  };
}
