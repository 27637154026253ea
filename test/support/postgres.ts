import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import pg from 'pg';
import { inject } from 'vitest';

export interface FreshDatabase {
  url: string;
  drop(): Promise<void>;
}

/** A database of the test's own on the run's PostgreSQL server. */
export async function freshPostgres(): Promise<FreshDatabase> {
  const server = await text(connect(inject('postgresPort'), '127.0.0.1'));
  if (server.startsWith('failed')) throw new Error(`PostgreSQL did not start: ${server}`);
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await command(server, `CREATE DATABASE ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => command(server, `DROP DATABASE ${name} WITH (FORCE)`) };
}

async function command(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(sql);
  await client.end();
}
