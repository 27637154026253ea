import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type CallToolResult, Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Balancer, startBalancer } from '../support/balancer.js';
import { type HttpReplica, startReplica } from '../support/http-replica.js';
import { INITIALIZE } from '../support/served-http.js';
import { fixture, newClient } from '../support/served-process.js';
import { type BillingOpenAI, MODEL, startBillingOpenAI } from './billing-openai.js';
import { type SharedMoney, sharedPostgres } from './drill-servers.js';
import { figuresOf, recoverLater, report } from './ledger-figures.js';

const LIMIT_USD = 0.012;
const LIMIT = 12_000_000n;

let money: SharedMoney;
let upstream: BillingOpenAI;
let replicas: HttpReplica[];
let balancer: Balancer;
const clients: Client[] = [];

beforeAll(async () => {
  money = await sharedPostgres();
  upstream = await startBillingOpenAI({ delayMs: 20 });
  const config = {
    plugins: {
      patient: { from: fixture('patient.ts') },
      watched: { from: fixture('watched.ts') },
    },
    cache: { enabled: false },
    limits: { maxQueued: 10_000 },
    budget: { total: LIMIT_USD },
    server: { handOverSeconds: 1 },
  };
  const env = { OPENAI_MCP_DATABASE_URL: money.url! };
  replicas = await Promise.all([1, 2, 3].map(() => startReplica({ upstream, config, env })));
  balancer = await startBalancer(replicas.map(({ url }) => url));
}, 60_000);

afterAll(async () => {
  await Promise.all(clients.map((client) => client.close().catch(() => {})));
  await balancer?.close();
  await Promise.all((replicas ?? []).map((replica) => replica.stop()));
  await upstream?.stop();
  await money?.remove();
});

const connect = async (era: 'legacy' | 'modern', url = balancer.url): Promise<Client> => {
  const client = newClient({ era, answer: 'accept' });
  clients.push(client);
  await client.connect(new StreamableHTTPClientTransport(new URL(url)));
  return client;
};
const call = (client: Client, name: string, args: Record<string, unknown>, signal?: AbortSignal) =>
  client.callTool(
    { name, arguments: args },
    { timeout: 6000, ...(signal && { signal }) },
  ) as Promise<CallToolResult>;
const chat = async (client: Client): Promise<string> => {
  const messages = [{ role: 'user', content: 'Is it?' }];
  const { _meta } = await call(client, 'chat-completion', {
    model: MODEL,
    max_tokens: 100,
    messages,
  });
  const { code = 'ok' } = (_meta?.['openai-mcp-host/error'] ?? {}) as { code?: string };
  return code;
};
const scratch = (name: string) => join(money.dataFolder, name);
const linesOf = (log: string) =>
  readFile(log, 'utf8').then(
    (text) => text.trim().split('\n'),
    () => [],
  );

describe('three servers behind a balancer without affinity', () => {
  test('serve older and newer clients, whoever gets which request', async () => {
    const old = await connect('legacy');
    const modern = await connect('modern');

    const asked = [old, modern].flatMap((client) => Array.from({ length: 9 }, () => chat(client)));
    const tools = await Promise.all([old.listTools(), old.listTools(), old.listTools()]);

    expect(new Set(await Promise.all(asked))).toEqual(new Set(['ok']));
    expect(new Set(tools.map((listed) => listed.tools.length)).size).toBe(1);
    expect(Math.min(...balancer.counts)).toBeGreaterThan(3);
  });

  test.each(['legacy', 'modern'] as const)(
    'bring the answer of a person to the call that waits for it, in the %s era',
    async (era) => {
      const client = await connect(era);
      const log = scratch(`asked-${era}`);

      const results = await Promise.all(
        [1, 2, 3, 4].map(() => call(client, 'work-on-the-line', { log, seconds: 0 })),
      );

      expect(
        results.map(({ structuredContent }) => (structuredContent as { answer?: string })?.answer),
      ).toEqual(Array(4).fill('accepted'));
    },
  );

  test('end a call that its client cancels, whichever of them hears of that', async () => {
    const client = await connect('legacy');
    const log = scratch('cancelled');
    const ending = new AbortController();
    const calls = [1, 2, 3].map(() =>
      call(client, 'work-on-the-line', { log, seconds: 3 }, ending.signal).catch(() => 'cancelled'),
    );
    await vi.waitFor(async () => expect(await linesOf(log)).toHaveLength(3), 5000);

    ending.abort();

    expect(await Promise.all(calls)).toEqual(Array(3).fill('cancelled'));
    await new Promise((later) => setTimeout(later, 3500));
    expect(await linesOf(log)).toEqual(Array(3).fill('begun'));
  }, 15_000);

  test('end a job that is cancelled at another one', async () => {
    const [here, there] = await Promise.all(replicas.slice(0, 2).map(({ url }) => connect('modern', url)));
    const log = scratch('job');
    const { _meta } = await call(here!, 'work-again', { log, seconds: 60 });
    const id = _meta?.['openai-mcp-host/job'] as string;

    const { structuredContent } = await call(there!, 'cancel-job', { id });

    expect(structuredContent).toMatchObject({ id, status: 'cancelled' });
    expect(await linesOf(log)).toEqual(['begun']);
  }, 15_000);

  test('tell their clients of what changes at others', async () => {
    const client = await connect('legacy');
    const updates: string[] = [];
    client.setNotificationHandler(
      'notifications/resources/updated',
      ({ params }) => void updates.push(params.uri),
    );
    await client.subscribeResource({ uri: 'boards://news' });
    await client.subscribeResource({ uri: 'boards://trial' });
    const write = async (url: string, board: string) =>
      call(await connect('modern', url), 'write-board', { board, text: 'Sold out.' });
    // An older client opens the stream that updates come on by and by.
    await vi.waitFor(async () => {
      await write(replicas[0]!.url, 'trial');
      expect(updates).toContain('boards://trial');
    }, 5000);

    for (const { url } of replicas) await write(url, 'news');

    const news = () => updates.filter((uri) => uri === 'boards://news');
    await vi.waitFor(() => expect(news()).toHaveLength(3), 5000);
  });

  test('know none of them a session that its client has ended', async () => {
    const headers = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };
    const begun = await fetch(balancer.url, { method: 'POST', headers, body: JSON.stringify(INITIALIZE) });
    await begun.text();
    const own = { ...headers, 'mcp-session-id': begun.headers.get('mcp-session-id')! };
    const list = JSON.stringify({ jsonrpc: '2.0', id: 2, method: 'tools/list', params: {} });
    const ask = async ({ url }: HttpReplica) =>
      (await fetch(url, { method: 'POST', headers: own, body: list })).status;
    const before = await Promise.all(replicas.map(ask));

    await fetch(balancer.url, { method: 'DELETE', headers: own });

    expect(before).toEqual([200, 200, 200]);
    await vi.waitFor(async () => expect(await Promise.all(replicas.map(ask))).toEqual([404, 404, 404]), 5000);
  });

  test('lose no accounting, no session and no call of another when one is killed under load', async () => {
    const mine = await Promise.all(
      (['legacy', 'legacy', 'modern', 'modern'] as const).map((era) => connect(era)),
    );
    const before = upstream.answered();
    let left = 160;
    const outcomes: string[] = [];
    const worker = async (client: Client) => {
      while (left-- > 0) outcomes.push(await chat(client).catch(() => 'lost'));
    };
    const work = mine.flatMap((client) => [1, 2, 3, 4].map(() => worker(client)));

    await vi.waitFor(() => expect(upstream.answered() - before).toBeGreaterThan(40), {
      timeout: 20_000,
      interval: 2,
    });
    await replicas[1]!.kill('SIGKILL');
    await Promise.all(work);
    const after = await Promise.all(mine.map(chat));
    await recoverLater(money);

    const lost = outcomes.filter((outcome) => outcome === 'lost').length;
    const { spent, reserved } = await figuresOf(money);
    const bill = upstream.bill();
    report(
      `${outcomes.length} calls, ${lost} lost with their server: booked ${spent} for ${bill} nano-USD billed`,
    );
    expect(lost).toBeLessThanOrEqual(mine.length * 4);
    expect(outcomes.filter((outcome) => outcome !== 'lost' && outcome !== 'ok')).toEqual([]);
    expect(after).toEqual(['ok', 'ok', 'ok', 'ok']);
    expect(reserved).toBe(0n);
    expect(spent).toBeGreaterThanOrEqual(bill);
    expect(spent - bill).toBeLessThanOrEqual(BigInt(lost) * 60_000n);
  }, 40_000);

  test('keep to one budget', async () => {
    const mine = await Promise.all([0, 2].map((at) => connect('modern', replicas[at]!.url)));
    const outcomes: string[] = [];
    const worker = async (client: Client) => {
      for (let calls = 0; calls < 400 && !outcomes.includes('BUDGET_EXCEEDED'); calls++)
        outcomes.push(await chat(client));
    };

    await Promise.all(mine.flatMap((client) => Array.from({ length: 16 }, () => worker(client))));

    expect(outcomes).toContain('BUDGET_EXCEEDED');
    expect(upstream.bill()).toBeLessThanOrEqual(LIMIT);
  }, 30_000);
});
