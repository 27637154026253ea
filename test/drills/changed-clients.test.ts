import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type CallToolResult, Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hashOfToken, newToken } from '../../src/services/access/client-tokens.js';
import { COST, going, message, response } from '../plugins/research/web-responses.js';
import { type FakeOpenAI, startFakeOpenAI } from '../support/fake-openai.js';
import { type HttpProcess, httpProcess } from '../support/http-process.js';
import { fixture } from '../support/served-process.js';

const NAMES = ['leaving', 'rekeyed', 'newly-keyed', 'onlooker'] as const;
type Name = (typeof NAMES)[number];

const tokens = Object.fromEntries(NAMES.map((name) => [name, newToken()])) as Record<Name, string>;
const entry = (name: Name, more: object = {}) => ({
  ...{ name, tokens: [{ hash: hashOfToken(tokens[name]) }], budget: { perDay: 100 } },
  ...more,
});
const configOf = (...clients: object[]) => ({
  plugins: { patient: { from: fixture('patient.ts') } },
  server: { clients, handOverSeconds: 0.3 },
});
const [LEAVING, OLD, NEW, OWN] = ['leaving', 'old', 'new', 'own'].map(
  (each) => `sk-${each}-0123456789abcdef`,
);

let upstream: FakeOpenAI;
let server: HttpProcess;
let isDone = false;
const clients: Client[] = [];

beforeAll(async () => {
  upstream = await startFakeOpenAI(({ method, path, headers }) => {
    // What it is called says by which key it was begun.
    const id = method === 'POST' ? `resp_${headers.authorization!.split('-')[1]}` : path.split(/[/?]/)[3]!;
    if (method === 'POST' || !isDone) return { json: { ...going('queued'), id } };
    return { json: { ...response([message('Ada kept it.')]), id } };
  });
  server = await httpProcess({
    upstream,
    config: configOf(
      entry('leaving', { apiKey: '$' + '{env:LEAVING}' }),
      entry('rekeyed', { apiKey: '$' + '{env:OLD}' }),
      entry('newly-keyed'),
      entry('onlooker'),
    ),
    env: { LEAVING: LEAVING!, OLD: OLD!, NEW: NEW!, OWN: OWN! },
  });
}, 30_000);

afterAll(async () => {
  for (const client of clients) await client.close();
  await server.stop();
  await upstream.stop();
});

async function connect(name: Name) {
  const client = new Client(
    { name, version: '1.0.0' },
    { versionNegotiation: { mode: { pin: '2026-07-28' } } },
  );
  clients.push(client);
  const requestInit = { headers: { authorization: `Bearer ${tokens[name]}` } };
  await client.connect(new StreamableHTTPClientTransport(new URL(server.url), { requestInit }));
  return (tool: string, args: object = {}) =>
    client.callTool({ name: tool, arguments: { ...args } }) as Promise<CallToolResult>;
}

async function takeUp(config: object): Promise<void> {
  const before = takings();
  await writeFile(join(server.folder, 'mcp.config.json'), JSON.stringify(config));
  server.kill('SIGHUP');
  await expect.poll(takings, { timeout: 10_000 }).toBeGreaterThan(before);
}
const takings = () => server.stderr().split('The config was taken up').length;
const jobsOf = async (call: Awaited<ReturnType<typeof connect>>) =>
  (
    (await call('list-jobs')).structuredContent as {
      jobs: { tool: string; status: string; cost_usd?: number }[];
    }
  ).jobs;

test('work in the background goes on with the key that it was begun with, whatever becomes of its client, and is nobody else’s', async () => {
  const research = { query: 'Who kept it?', web_search: { max_tool_calls: 1 }, wait_seconds: 0 };
  const [leaving, rekeyed, newlyKeyed] = [
    await connect('leaving'),
    await connect('rekeyed'),
    await connect('newly-keyed'),
  ];
  const log = join(server.folder, 'work.log');
  for (const call of [leaving, rekeyed, newlyKeyed]) await call('deep-research', research);
  await leaving('work-again', { log, seconds: 2 });

  await takeUp(
    configOf(
      entry('rekeyed', { apiKey: '$' + '{env:NEW}' }),
      entry('newly-keyed', { apiKey: '$' + '{env:OWN}' }),
      entry('onlooker'),
    ),
  );
  isDone = true;
  const refused = await leaving('list-jobs').catch((error: Error) => error);
  const ended = async () => (await Promise.all([rekeyed, newlyKeyed].map(jobsOf))).flat();
  await expect
    .poll(async () => (await ended()).map(({ status }) => status), { timeout: 30_000, interval: 300 })
    .toEqual(['completed', 'completed']);
  const seenByOnlooker = await jobsOf(await connect('onlooker'));
  const asksOf = (begun: string) =>
    upstream.requests.filter(({ method, path }) => method === 'GET' && path.includes(`resp_${begun}`));
  await expect.poll(() => asksOf('leaving').length, { timeout: 30_000, interval: 300 }).toBeGreaterThan(0);
  await expect.poll(() => readFile(log, 'utf8'), { timeout: 10_000 }).toContain('done');
  await takeUp(configOf(entry('leaving'), entry('onlooker')));
  const back = await connect('leaving');

  expect(refused).toBeInstanceOf(Error);
  expect(seenByOnlooker).toEqual([]);
  for (const [begun, key] of [
    ['leaving', LEAVING],
    ['old', OLD],
    ['test', 'sk-test'],
  ])
    expect(new Set(asksOf(begun!).map(({ headers }) => headers.authorization))).toEqual(
      new Set([`Bearer ${key}`]),
    );
  const kept = await jobsOf(back);
  expect(new Set(kept.map(({ status }) => status))).toEqual(new Set(['completed']));
  expect(kept.map(({ tool }) => tool)).toContain('work-again');
  expect(kept.map(({ cost_usd }) => cost_usd)).toContain(COST);
  const { budgets } = (await back('usage-report')).structuredContent as { budgets: object[] };
  expect(budgets).toMatchObject([{ on: 'client leaving', spentUsd: COST, reservedUsd: 0 }]);
}, 60_000);
