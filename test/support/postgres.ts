import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import pg from 'pg';
import { afterAll, inject } from 'vitest';

export interface FreshDatabase {
  url: string;
  drop(): Promise<void>;
}

/** Databases of this test file that are empty again: to make one takes a second on a busy machine. */
const spare: string[] = [];
afterAll(async () => {
  for (const name of spare.splice(0)) await command(await serverUrl(), `DROP DATABASE ${name} WITH (FORCE)`);
});

/** A database of the test's own on the run's PostgreSQL server. */
export async function freshPostgres(): Promise<FreshDatabase> {
  const server = await serverUrl();
  const name = spare.pop() ?? (await create(server));
  const url = new URL(server);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    async drop() {
      await command(server, `ALTER DATABASE ${name} RESET ALL`);
      await command(
        server,
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name}'`,
      );
      await command(url.href, 'DROP SCHEMA public CASCADE; CREATE SCHEMA public');
      spare.push(name);
    },
  };
}

async function create(server: string): Promise<string> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await command(server, `CREATE DATABASE ${name}`);
  return name;
}

async function serverUrl(): Promise<string> {
  const said = await text(connect(inject('postgresPort'), '127.0.0.1'));
  if (said.startsWith('failed')) throw new Error(`PostgreSQL did not start: ${said}`);
  return said;
}

async function command(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(sql);
  await client.end();
}
