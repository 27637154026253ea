import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { COST, going, message, response } from '../plugins/research/web-responses.js';
import { type FakeOpenAI, startFakeOpenAI } from '../support/fake-openai.js';
import { MODERN_META, type RawProcess, rawProcess } from '../support/raw-process.js';
import { type SharedMoney, sharedFolder, sharedPostgres } from './drill-servers.js';

const TASKS = { extensions: { 'io.modelcontextprotocol/tasks': {} } };
const DONE = response([message('Ada kept it.')]);

describe.each([
  ['a SQLite file', sharedFolder],
  ['a PostgreSQL database', sharedPostgres],
])('a deep research that is a task of a server on %s', (_, share) => {
  let money: SharedMoney;
  let upstream: FakeOpenAI;
  let isDone = false;
  const servers: RawProcess[] = [];

  beforeEach(async () => {
    isDone = false;
    money = await share();
    upstream = await startFakeOpenAI(({ method }) => ({
      json: method === 'POST' ? going('queued') : isDone ? DONE : going('in_progress'),
    }));
  });
  afterEach(async () => {
    await Promise.all(servers.splice(0).map((server) => server.stop()));
    await upstream.stop();
    await money.remove();
  });

  async function start(): Promise<RawProcess> {
    const { dataFolder, url } = money;
    const server = await rawProcess({
      upstream,
      config: { budget: { perDay: 1000 } },
      env: {
        OPENAI_MCP_DATA_DIR: dataFolder,
        ...(url === undefined ? {} : { OPENAI_MCP_DATABASE_URL: url }),
      },
    });
    servers.push(server);
    return server;
  }

  const ask = async (server: RawProcess, method: string, params: object) => {
    const _meta = { ...MODERN_META, 'io.modelcontextprotocol/clientCapabilities': TASKS };
    return (await server.ask(method, { ...params, _meta })).result;
  };
  const posts = () => upstream.requests.filter(({ method }) => method === 'POST').length;

  test('ends with its report, and is asked for once, though its server is killed', {
    timeout: 90_000,
  }, async () => {
    const first = await start();
    const args = { query: 'Who kept the lighthouse?', web_search: { max_tool_calls: 1 } };
    const { taskId, resultType } = await ask(first, 'tools/call', { name: 'deep-research', arguments: args });
    await expect.poll(() => upstream.requests.length, { timeout: 20_000 }).toBeGreaterThan(1);

    first.kill('SIGKILL');
    const second = await start();
    isDone = true;
    let task = await ask(second, 'tasks/get', { taskId });
    while (task.status === 'working') {
      await pause(300);
      task = await ask(second, 'tasks/get', { taskId });
    }
    const report = await ask(second, 'tools/call', { name: 'usage-report', arguments: {} });

    expect(resultType).toBe('task');
    expect(task).toMatchObject({
      status: 'completed',
      result: { structuredContent: { text: 'Ada kept it.' } },
    });
    expect(posts()).toBe(1);
    expect(report.structuredContent.budgets[0]).toMatchObject({ spentUsd: COST, reservedUsd: 0 });
  });
});
