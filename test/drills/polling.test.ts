import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { COST, going, message, response } from '../plugins/research/web-responses.js';
import { type FakeOpenAI, startFakeOpenAI } from '../support/fake-openai.js';
import type { RawProcess } from '../support/raw-process.js';
import { type SharedMoney, sharedFolder, sharedPostgres } from './drill-servers.js';
import { callTool, jobServer } from './job-servers.js';

const DONE = response([message('Ada kept it.')]);

describe.each([
  ['a SQLite file', sharedFolder],
  ['a PostgreSQL database', sharedPostgres],
])('servers on %s that look after a job for which nobody asks', (_, share) => {
  let money: SharedMoney;
  let upstream: FakeOpenAI;
  let servers: RawProcess[] = [];
  let asked = 0;
  let firstLook: 'answered' | 'unanswered' = 'answered';

  beforeEach(async () => {
    asked = 0;
    money = await share();
    upstream = await startFakeOpenAI(({ method }) => {
      if (method === 'POST') return { json: going('queued') };
      asked += 1;
      return asked === 1 && firstLook === 'unanswered' ? { hang: true } : { json: DONE };
    });
  });
  afterEach(async () => {
    await Promise.all(servers.splice(0).map((server) => server.stop()));
    await upstream.stop();
    await money.remove();
  });

  const start = async (): Promise<RawProcess> => {
    const server = await jobServer(money, upstream, { budget: { perDay: 1000 } });
    servers = [...servers, server];
    return server;
  };
  const research = (server: RawProcess) =>
    callTool(server, 'deep-research', {
      query: 'Who kept the lighthouse?',
      web_search: { max_tool_calls: 1 },
      wait_seconds: 0,
    });
  const firstOf = async (server: RawProcess) =>
    (await callTool(server, 'list-jobs')).structuredContent.jobs[0];

  test('ask OpenAI once, however many they are, and settle what was held for it', {
    timeout: 60_000,
  }, async () => {
    firstLook = 'answered';
    const [first, second, third] = await Promise.all([start(), start(), start()]);
    await research(first);
    await Promise.all([second, third].map((server) => callTool(server, 'list-jobs')));

    await expect
      .poll(async () => (await firstOf(second)).status, { timeout: 30_000, interval: 200 })
      .toBe('completed');
    const { budgets } = (await callTool(third, 'usage-report')).structuredContent;

    expect(await firstOf(third)).toMatchObject({ status: 'completed', cost_usd: COST });
    expect(budgets[0]).toMatchObject({ spentUsd: COST, reservedUsd: 0 });
    expect(asked).toBe(1);
  });

  test('take over from one that is killed while it asks', { timeout: 90_000 }, async () => {
    firstLook = 'unanswered';
    const first = await start();
    await research(first);
    await expect.poll(() => asked, { timeout: 30_000, interval: 50 }).toBe(1);

    first.kill('SIGKILL');
    const [second] = await Promise.all([start(), start()]);
    await expect
      .poll(async () => (await firstOf(second)).status, { timeout: 60_000, interval: 500 })
      .toBe('completed');

    expect(asked).toBe(2);
    expect(upstream.requests.filter(({ method }) => method === 'POST')).toHaveLength(1);
  });
});
