import { open, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { FakeOpenAI } from '../support/fake-openai.js';
import { type RawProcess, shakenProcess } from '../support/raw-process.js';
import { type ArrivedPart, startUploadingOpenAI, type UploadingOpenAI } from '../support/uploading-openai.js';
import { type SharedMoney, sharedFolder, sharedPostgres } from './drill-servers.js';

const MB = 1024 * 1024;
const PARTS = 13;

let upstream: UploadingOpenAI;
let shared: SharedMoney | undefined;
let servers: RawProcess[];
let calls: number;

beforeEach(async () => {
  servers = [];
  calls = 0;
  upstream = await startUploadingOpenAI();
});

afterEach(async () => {
  await Promise.all(servers.map((server) => server.stop()));
  await upstream.stop();
  await shared?.remove();
});

async function start({ dataFolder, url }: SharedMoney): Promise<RawProcess> {
  const server = await shakenProcess({
    upstream: upstream as unknown as FakeOpenAI,
    config: { plugins: { files: true }, files: { roots: [dataFolder] } },
    env: { OPENAI_MCP_DATA_DIR: dataFolder, ...(url !== undefined && { OPENAI_MCP_DATABASE_URL: url }) },
  });
  servers.push(server);
  return server;
}

/** A file of thirteen parts, each of them another. */
async function largeFile(folder: string): Promise<string> {
  const path = join(folder, 'large.txt');
  await writeFile(path, '');
  await truncate(path, 200 * MB);
  const handle = await open(path, 'r+');
  for (let part = 0; part < PARTS; part++) await handle.write(`part ${part}`, part * 16 * MB);
  await handle.close();
  return path;
}

const upload = (server: RawProcess, file: string) =>
  server.ask('tools/call', {
    name: 'upload-file',
    arguments: { file, purpose: 'assistants' },
    _meta: { progressToken: ++calls },
  });

/** What the client was told: so many parts have been sent. */
const told = (server: RawProcess, parts: number) =>
  server.message(
    ({ method, params }) =>
      method === 'notifications/progress' && params.message?.startsWith(`Sent ${parts} of`),
  );

/** How often a part came once more when it had been answered; one that hung when the server died comes again. */
const sentAgain = ({ id, sha256 }: ArrivedPart) => {
  const answered = upstream.arrived.findIndex((part) => part.id === id);
  return upstream.arrived.slice(answered + 1).filter((part) => part.sha256 === sha256).length;
};

test.each([
  ['a SQLite file', sharedFolder],
  ['a PostgreSQL database', sharedPostgres],
])(
  'a server on %s that is killed in the middle of an upload sends no part twice whose answer had come',
  { timeout: 120_000 },
  async (_, share) => {
    shared = await share();
    const file = await largeFile(shared.dataFolder);
    const kept: ArrivedPart[] = [];

    for (const answers of [4, 8]) {
      // So many are answered; the others hang, as the server dies.
      upstream.options.onPart = () =>
        upstream.answered.length >= answers ? new Promise(() => {}) : undefined;
      const server = await start(shared);
      const dying = upload(server, file).catch(() => 'died');
      await told(server, answers);
      kept.push(...upstream.answered.slice(kept.length));
      server.kill('SIGKILL');
      expect(await dying).toBe('died');
    }
    upstream.options = {};
    const last = await start(shared);
    const { result } = await upload(last, file);
    const asked = upstream.requests.length;
    const again = await upload(last, file);

    expect(result.structuredContent).toMatchObject({ id: 'file-1', bytes: 200 * MB });
    expect(kept).toHaveLength(8);
    expect(kept.map(sentAgain)).toEqual(Array(8).fill(0));
    expect(upstream.answered.map(({ sha256 }) => sha256)).toHaveLength(PARTS);
    expect(new Set(upstream.answered.map(({ sha256 }) => sha256)).size).toBe(PARTS);
    expect(upstream.uploads.size).toBe(1);
    expect(again.result.structuredContent).toMatchObject({ id: 'file-1' });
    expect(upstream.requests.slice(asked)).toEqual(['GET /files/file-1']);
    await rm(file);
  },
);
