import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { RawProcess } from '../support/raw-process.js';
import { fixture } from '../support/served-process.js';
import { type SharedMoney, sharedFolder, sharedPostgres } from './drill-servers.js';
import { callTool, jobServer } from './job-servers.js';

const UNREACHED = { baseURL: 'http://127.0.0.1:9/v1' };
const CONFIG = {
  plugins: { patient: { from: fixture('patient.ts') } },
  server: { handOverSeconds: 0.3 },
};

describe.each([
  ['a SQLite file', sharedFolder],
  ['a PostgreSQL database', sharedPostgres],
])('calls in the background of servers on %s', (_, share) => {
  let money: SharedMoney;
  let log: string;
  const servers: RawProcess[] = [];

  beforeEach(async () => {
    money = await share();
    log = join(money.dataFolder, 'work.log');
  });
  afterEach(async () => {
    await Promise.all(servers.splice(0).map((server) => server.stop()));
    await money.remove();
  });

  const start = async (): Promise<RawProcess> => {
    const server = await jobServer(money, UNREACHED, CONFIG);
    servers.push(server);
    return server;
  };
  const handOver = async (server: RawProcess, tool: string, seconds: number): Promise<string> => {
    const { _meta } = await callTool(server, tool, { log, seconds });
    return _meta['openai-mcp-host/job'];
  };
  const lines = async () => (await readFile(log, 'utf8')).trim().split('\n');
  const jobOn = async (server: RawProcess, id: string) =>
    (await callTool(server, 'get-job', { id })).structuredContent;

  test('are taken up by another server when theirs is killed, once', { timeout: 90_000 }, async () => {
    const [first, second, third] = await Promise.all([start(), start(), start()]);
    const id = await handOver(first, 'work-again', 4);
    await Promise.all([second, third].map((server) => callTool(server, 'list-jobs')));

    first.kill('SIGKILL');
    await expect
      .poll(async () => (await jobOn(second, id)).status, { timeout: 60_000, interval: 300 })
      .toBe('completed');

    expect(await jobOn(third, id)).toMatchObject({ data: { steps: 80, answer: 'unavailable' } });
    expect(await lines()).toEqual(['begun', 'begun', 'done']);
  });

  test('fail clearly where the tool must not be called again', { timeout: 90_000 }, async () => {
    const [first, second] = await Promise.all([start(), start()]);
    const id = await handOver(first, 'work-once', 60);
    await callTool(second, 'list-jobs');

    first.kill('SIGKILL');
    await expect
      .poll(async () => (await jobOn(second, id)).status, { timeout: 60_000, interval: 300 })
      .toBe('failed');

    expect((await jobOn(second, id)).data.problem.code).toBe('JOB_INTERRUPTED');
    expect(await lines()).toEqual(['begun']);
  });

  test('are given back by a server that stops, and begun by nobody else before', {
    timeout: 60_000,
  }, async () => {
    const [first, second] = await Promise.all([start(), start()]);
    const again = await handOver(first, 'work-again', 2);
    const once = await handOver(first, 'work-once', 60);
    await callTool(second, 'list-jobs');

    first.closeStdin();
    await first.ended;
    const stopped = await jobOn(second, once);
    await expect
      .poll(async () => (await jobOn(second, again)).status, { timeout: 30_000, interval: 300 })
      .toBe('completed');

    expect(stopped).toMatchObject({ status: 'failed', data: { problem: { code: 'JOB_INTERRUPTED' } } });
  });

  test('are cancelled from another server', { timeout: 60_000 }, async () => {
    const [first, second] = await Promise.all([start(), start()]);
    const id = await handOver(first, 'work-again', 60);

    const cancelled = await callTool(second, 'cancel-job', { id });
    await expect
      .poll(async () => (await jobOn(first, id)).status, { timeout: 30_000, interval: 200 })
      .toBe('cancelled');

    expect(cancelled.content[0].text).toMatch(/is (?:being )?cancelled/);
    expect(await lines()).toEqual(['begun']);
  });
});
