import type { Client, CustomTypesConfig } from 'pg';
import { StorageError } from '../storage-error.js';
import { migratePostgres } from './postgres-migrations.js';
import { PostgresPool } from './postgres-pool.js';

const BIGINT = 20;
const CONNECT_MS = 10_000;
const QUERY_MS = 30_000;
/** Of a connection that only listens. */
const LISTEN_MS = 5000;
const APPLICATION = 'openai-mcp-host';

/** @throws StorageError when the database can't be used, or the package `pg` is missing. */
export async function openPostgres(url: string): Promise<PostgresPool> {
  const { Pool, types } = await importPg();
  const parsers: CustomTypesConfig = {
    getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
      oid === BIGINT ? BigInt : types.getTypeParser(oid, format)) as CustomTypesConfig['getTypeParser'],
  };
  const connections = new Pool({
    connectionString: url,
    types: parsers,
    max: 10,
    connectionTimeoutMillis: CONNECT_MS,
    query_timeout: QUERY_MS,
    keepAlive: true,
    allowExitOnIdle: true,
    application_name: APPLICATION,
  });
  // Without a listener, a connection that breaks while idle would end the process; the next query opens another.
  connections.on('error', () => {});
  const pool = new PostgresPool(connections);
  try {
    await migratePostgres(pool);
    return pool;
  } catch (error) {
    await pool.close();
    throw error;
  }
}

/** A connection outside of the pool, for one who listens. */
export async function connectAlone(url: string): Promise<Client> {
  const { Client } = await importPg();
  const client = new Client({
    connectionString: url,
    connectionTimeoutMillis: CONNECT_MS,
    query_timeout: LISTEN_MS,
    keepAlive: true,
    application_name: APPLICATION,
  });
  await client.connect();
  return client;
}

async function importPg() {
  try {
    return (await import('pg')).default;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND')) throw error;
    throw new StorageError(
      'STORAGE_UNAVAILABLE',
      'storage.url names a PostgreSQL database, but the package pg is not installed.',
      'Install it beside openai-mcp-host: npm install pg.',
      error,
    );
  }
}
