import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/start-sandbox.js';
import { type FakeOpenAI, type RecordedRequest, startFakeOpenAI } from '../support/fake-openai.js';
import type { RawProcess } from '../support/raw-process.js';
import { type SharedMoney, sharedFolder, sharedPostgres } from './drill-servers.js';
import { callTool, jobServer } from './job-servers.js';
import { figuresOf } from './ledger-figures.js';

const ORDER = {
  requests: ['one', 'two', 'three'],
  defaults: { model: 'gpt-6-luna', max_output_tokens: 500 },
};
/** Its price is known behind an address that is not OpenAI's, too. */
const CONFIG = { budget: { perDay: 5, unknownCost: 0.01 } };

type Point = 'before the upload is answered' | 'before the batch is answered';

describe.each([
  ['a SQLite file', sharedFolder],
  ['a PostgreSQL database', sharedPostgres],
])('a server on %s', (_, share) => {
  let money: SharedMoney;
  let sandbox: Sandbox;
  let upstream: FakeOpenAI;
  let servers: RawProcess[] = [];
  let heldBack: string | undefined;
  let arrived = () => {};

  beforeEach(async () => {
    heldBack = undefined;
    money = await share();
    sandbox = await startSandbox();
    upstream = await startFakeOpenAI(async (request) => {
      const answer = await forward(request);
      if (`${request.method} ${request.path}` !== heldBack) return answer;
      // It is done there, and whoever asked never hears of it.
      heldBack = undefined;
      arrived();
      return { hang: true };
    });
  });
  afterEach(async () => {
    await Promise.all(servers.splice(0).map((server) => server.stop()));
    await Promise.all([upstream.stop(), sandbox.stop()]);
    await money.remove();
  });

  async function forward({ method, path, headers, text }: RecordedRequest) {
    const answer = await fetch(sandbox.baseURL + path.replace(/^\/v1/, ''), {
      method,
      ...(text !== '' && { body: text, headers: { 'content-type': headers['content-type'] ?? '' } }),
    });
    const type = answer.headers.get('content-type') ?? '';
    return {
      status: answer.status,
      headers: { 'content-type': type },
      bytes: Buffer.from(await answer.arrayBuffer()),
    };
  }
  const start = async (): Promise<RawProcess> => {
    const server = await jobServer(money, upstream, CONFIG);
    servers = [...servers, server];
    return server;
  };
  const posted = () =>
    upstream.requests.filter(({ method }) => method === 'POST').map(({ path }) => path.replace(/^\/v1/, ''));

  /** Kills a server that creates the batch, once the request has been done whose answer is held back. */
  async function dieCreating(place: string): Promise<void> {
    const reached = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    const prefix = new URL(upstream.baseURL).pathname;
    heldBack = `POST ${prefix}${place}`;
    const server = await start();
    void callTool(server, 'create-batch', ORDER).catch(() => {});
    await reached;
    server.kill('SIGKILL');
  }

  async function untilCompleted(server: RawProcess, id: string) {
    for (;;) {
      const { structuredContent: batch } = await callTool(server, 'get-batch', { id });
      if (batch.status === 'completed') return batch;
      await wait(50);
    }
  }

  test.each([
    ['before the upload is answered', '/files'],
    ['before the batch is answered', '/batches'],
  ] as [Point, string][])(
    'that is killed %s sends nothing twice, and what is held is settled',
    {
      timeout: 90_000,
    },
    async (_point, place) => {
      await dieCreating(place);
      // An upload costs nothing: no window of the ledger has been opened.
      const before = await figuresOf(money).catch(() => ({ reserved: 0n }));

      const second = await start();
      const { structuredContent: created } = await callTool(second, 'create-batch', ORDER);
      const ended = await untilCompleted(second, created.id);
      const after = await figuresOf(money);

      expect(posted()).toEqual(['/files', '/batches']);
      expect(before.reserved > 0n).toBe(place === '/batches');
      expect(ended.counts).toEqual({ total: 3, completed: 3, failed: 0 });
      expect(after.reserved).toBe(0n);
      expect(after.spent).toBe(BigInt(Math.round(ended.cost_usd * 1e9)));
    },
  );

  test('that is killed while it looks leaves the batch to the next one', { timeout: 90_000 }, async () => {
    const first = await start();
    const { structuredContent: created } = await callTool(first, 'create-batch', ORDER);
    await callTool(first, 'get-batch', { id: created.id });
    void callTool(first, 'get-batch', { id: created.id, wait_seconds: 60 }).catch(() => {});
    await wait(200);
    first.kill('SIGKILL');

    const second = await start();
    const ended = await untilCompleted(second, created.id);
    const { structuredContent: found } = await callTool(second, 'get-batch-results', { id: created.id });

    expect(posted()).toEqual(['/files', '/batches']);
    expect(found.results).toHaveLength(3);
    expect(ended.cost_usd).toBeGreaterThan(0);
    expect((await figuresOf(money)).reserved).toBe(0n);
  });
});
