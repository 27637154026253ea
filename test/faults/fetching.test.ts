import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { errorOf } from '../support/call-result.js';
import { peakMemory } from '../support/peak-memory.js';
import { type RawProcess, shakenProcess } from '../support/raw-process.js';
import { fixture } from '../support/served-process.js';

const BYTES = 300_000_000;
const PIECE = Buffer.alloc(100_000, 1);

let server: Server;
let base: string;
let dataFolder: string;
let uploaded: number[];
/** How the servers under test are asked for bytes. */
let fetches: ServerResponse[];
const processes: RawProcess[] = [];

beforeEach(async () => {
  uploaded = [];
  fetches = [];
  dataFolder = await mkdtemp(join(tmpdir(), 'fetching-'));
  server = createServer(answer);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(async () => {
  await Promise.all(processes.splice(0).map((each) => each.stop()));
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
  await rm(dataFolder, { recursive: true });
});

/** OpenAI, and the web, in one. */
const answer: RequestListener = async (request, response) => {
  if (request.url?.startsWith('/v1/')) {
    let bytes = 0;
    for await (const chunk of request) bytes += chunk.length;
    uploaded.push(bytes);
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ id: 'file-1' }));
    return;
  }
  fetches.push(response);
  response.writeHead(200);
  if (request.url === '/half') return void response.write(PIECE);
  if (request.url === '/small') return void response.end('meow');
  await pipeline(pieces(), response).catch(() => {});
};

function* pieces() {
  for (let sent = 0; sent < BYTES; sent += PIECE.length) yield PIECE;
}

const serve = async (): Promise<RawProcess> => {
  const served = await shakenProcess({
    config: {
      plugins: { uploader: { from: fixture('uploader.ts') } },
      files: { fetch: { allowPrivate: ['127.0.0.1'] } },
    },
    env: { OPENAI_BASE_URL: `${base}/v1`, OPENAI_API_KEY: 'sk-test', OPENAI_MCP_DATA_DIR: dataFolder },
  });
  processes.push(served);
  return served;
};
const upload = (served: RawProcess, path: string) =>
  served.ask('tools/call', { name: 'send-file', arguments: { source: base + path } });
const temporary = () => readdir(join(dataFolder, 'temporary')).catch(() => []);

test('what was fetched is gone from the disk when its call has ended', async () => {
  const served = await serve();

  const { result } = await upload(served, '/small');

  expect(result.structuredContent).toEqual({ id: 'file-1' });
  await expect.poll(temporary).toEqual([]);
});

test('a call that is cancelled ends the transfer and leaves nothing', async () => {
  const served = await serve();
  served.send({
    jsonrpc: '2.0',
    id: 'slow',
    method: 'tools/call',
    params: { name: 'send-file', arguments: { source: `${base}/half` } },
  });
  await expect.poll(temporary).toHaveLength(1);

  served.send({ jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: 'slow' } });

  await expect.poll(() => fetches[0]!.destroyed).toBe(true);
  await expect.poll(temporary).toEqual([]);
});

test('what a killed server left is cleared by the next one that fetches', async () => {
  const killed = await serve();
  void upload(killed, '/half').catch(() => {});
  await expect.poll(temporary).toHaveLength(1);
  killed.kill('SIGKILL');
  await killed.ended;
  const left = await temporary();

  await upload(await serve(), '/small');

  expect(left).toHaveLength(1);
  await expect.poll(temporary).toEqual([]);
});

test('a host that is not allowed is refused by the served process, too', async () => {
  const { result } = await (await serve()).ask('tools/call', {
    name: 'send-file',
    arguments: { source: 'http://localhost/secret' },
  });

  expect(errorOf(result)).toMatchObject({ code: 'URL_NOT_ALLOWED' });
});

test.runIf(process.platform === 'linux')(
  '300 MB that are fetched and uploaded are never in memory',
  async () => {
    const served = await serve();
    await upload(served, '/small');
    const before = await peakMemory(served.pid);

    const { result } = await upload(served, '/large');

    const more = (await peakMemory(served.pid)) - before;
    expect(result.structuredContent).toEqual({ id: 'file-1' });
    expect(uploaded[1]).toBeGreaterThan(BYTES);
    expect(more).toBeLessThan(100_000);
  },
);
