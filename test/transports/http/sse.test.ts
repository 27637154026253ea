import { Client } from '@modelcontextprotocol/client';
import { Client as FirstClient } from '@modelcontextprotocol/sdk/client/index.js';
import { SSEClientTransport } from '@modelcontextprotocol/sdk/client/sse.js';
import { ElicitRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Access } from '../../../src/contracts/access.js';
import { heldTool } from '../../support/held-tool.js';
import { type ServedHttp, servedHttp } from '../../support/served-http.js';
import { fixture } from '../../support/served-process.js';

const access = (name: string): Access => ({
  ...{ name, isOperator: false },
  admits: () => true,
  admitsModel: () => true,
});

const held = heldTool();
let served: ServedHttp;

beforeAll(async () => {
  served = await servedHttp({
    plugins: [held.plugin, fixture('asks.ts')],
    http: { sse: true, maxSessions: 2 },
    face: { authenticate: ({ headers }) => access(String(headers['x-team'] ?? 'ants')) },
  });
});

afterAll(() => served.close());

const overSse = () => new SSEClientTransport(new URL('/sse', served.origin));

async function connected(): Promise<FirstClient> {
  const client = new FirstClient({ name: 'old', version: '1.0.0' }, { capabilities: { elicitation: {} } });
  client.setRequestHandler(ElicitRequestSchema, () => ({ action: 'accept', content: { ok: true } }));
  await client.connect(overSse());
  return client;
}

test('an old client calls, is asked, and cancels', async () => {
  const client = await connected();
  const stopping = new AbortController();
  const holding = client.callTool({ name: 'hold', arguments: {} }, undefined, { signal: stopping.signal });
  const failed = expect(holding).rejects.toThrow();
  await vi.waitFor(() => expect(held.begun).toBe(1));

  stopping.abort();
  const asked = await client.callTool({ name: 'ask-first', arguments: {} });
  await client.close();

  await failed;
  await vi.waitFor(() => expect(held.cancelled).toBe(1));
  expect(asked.structuredContent).toEqual({ said: 'accepted' });
});

test('what an old client left unfinished is cancelled when its stream ends', async () => {
  const client = await connected();
  const before = held.cancelled;
  client.callTool({ name: 'hold', arguments: {} }).catch(() => {});
  await vi.waitFor(() => expect(held.begun).toBe(before + 1));

  await client.close();

  await vi.waitFor(() => expect(held.cancelled).toBe(before + 1));
});

test('the v2 client falls back to it from a path that only has it', async () => {
  const client = new Client({ name: 'second', version: '1.0.0' }, { versionNegotiation: { mode: 'legacy' } });

  await client.connect(overSse() as never);
  const { tools } = await client.listTools();
  await client.close();

  expect(tools.map(({ name }) => name)).toContain('hold');
});

test('a stream belongs to whoever opened it', async () => {
  const stream = await fetch(new URL('/sse', served.origin));
  const { value } = await stream.body!.getReader().read();
  const [, path = ''] = /data: (\S+)/.exec(Buffer.from(value!).toString()) ?? [];
  const post = (headers: Record<string, string>, body: string) =>
    fetch(new URL(path, served.origin), {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    });
  const ping = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'ping' });

  const theirs = await post({ 'x-team': 'bees' }, ping);
  const own = await post({}, ping);
  const odd = await post({}, '{"hello":1}');

  expect([theirs.status, own.status, odd.status]).toEqual([404, 202, 400]);
});

test('there are only so many streams at once', async () => {
  const gone = new AbortController();
  const open = () => fetch(new URL('/sse', served.origin), { signal: gone.signal });

  const streams = [await open(), await open(), await open()];
  gone.abort();

  expect(streams.map(({ status }) => status)).toContain(503);
});

test('it is served only where it is asked for', async () => {
  await using plain = await servedHttp({ plugins: [held.plugin] });

  const { status } = await fetch(new URL('/sse', plain.origin));

  expect(status).toBe(404);
});
