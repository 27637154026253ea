import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type FakeOpenAI, startFakeOpenAI } from '../../support/fake-openai.js';
import { freshPostgres } from '../../support/postgres.js';
import { handshake, type RawProcess, rawProcess } from '../../support/raw-process.js';
import { COST, going, message, response } from '../research/web-responses.js';

const DONE = response([message('Ada kept it.')]);

describe.each(['sqlite', 'postgres'])('a job, on %s', (engine) => {
  let folder: string;
  let url: string | undefined;
  let drop: () => Promise<void>;
  let upstream: FakeOpenAI;
  let isDone = false;
  const servers: RawProcess[] = [];

  beforeEach(async () => {
    isDone = false;
    folder = await mkdtemp(join(tmpdir(), 'openai-mcp-host-jobs-'));
    const fresh = engine === 'postgres' ? await freshPostgres() : undefined;
    url = fresh?.url;
    drop = fresh?.drop ?? (async () => {});
    upstream = await startFakeOpenAI(({ method }) => ({
      json: method === 'POST' ? going('queued') : isDone ? DONE : going('in_progress'),
    }));
  });
  afterEach(async () => {
    await Promise.all(servers.splice(0).map((server) => server.stop()));
    await Promise.all([upstream.stop(), drop()]);
    await rm(folder, { recursive: true, force: true });
  });

  async function serve(client = 'desk'): Promise<RawProcess> {
    const server = await rawProcess({
      upstream,
      config: { budget: { perDay: 1000 } },
      env: {
        OPENAI_MCP_DATA_DIR: folder,
        ...(url === undefined ? {} : { OPENAI_MCP_DATABASE_URL: url }),
      },
    });
    servers.push(server);
    const hello = handshake();
    await server.ask('initialize', { ...hello, clientInfo: { ...hello.clientInfo, name: client } });
    server.send({ jsonrpc: '2.0', method: 'notifications/initialized' });
    return server;
  }

  const call = async (server: RawProcess, name: string, args: object) =>
    (await server.ask('tools/call', { name, arguments: args })).result;
  const start = async (server: RawProcess): Promise<string> => {
    const result = await call(server, 'deep-research', {
      query: 'Who kept the lighthouse?',
      web_search: { max_tool_calls: 1 },
      wait_seconds: 0,
    });
    return result.structuredContent.id;
  };
  const budgetOf = async (server: RawProcess) =>
    (await call(server, 'usage-report', {})).structuredContent.budgets[0];

  test('survives the death of the server that started it, is paid once, and its hold with it', async () => {
    const first = await serve();
    const id = await start(first);
    const held = await budgetOf(first);
    first.kill('SIGKILL');
    await first.ended;
    isDone = true;

    const second = await serve();
    const found = await call(second, 'get-job', { id, wait_seconds: 5 });
    const settled = await budgetOf(second);

    expect(held).toMatchObject({ spentUsd: 0 });
    expect(held.reservedUsd).toBeGreaterThan(0.5);
    expect(found.structuredContent).toMatchObject({ id, status: 'completed', text: 'Ada kept it.' });
    expect(found.structuredContent.cost_usd).toBe(COST);
    expect(found._meta['openai-mcp-host/usage'].costUsd).toBe(COST);
    expect(settled).toMatchObject({ spentUsd: COST, reservedUsd: 0 });
    expect(upstream.requests.filter(({ method }) => method === 'POST')).toHaveLength(1);
  });

  test('goes on when the server dies while somebody waits for it', async () => {
    const first = await serve();
    const id = await start(first);
    const waiting = call(first, 'get-job', { id, wait_seconds: 60 }).catch((error) => error);
    while (upstream.requests.length < 2) await new Promise((resolve) => setTimeout(resolve, 20));
    first.kill('SIGKILL');
    await waiting;
    isDone = true;

    const found = await call(await serve(), 'get-job', {});

    expect(found.structuredContent).toMatchObject({ id, status: 'completed' });
  });

  test('is settled once by two servers that see its end at the same time', async () => {
    const [first, second] = await Promise.all([serve(), serve()]);
    const id = await start(first);
    isDone = true;

    const found = await Promise.all([first, second].map((server) => call(server, 'get-job', { id })));
    const settled = await budgetOf(second);

    expect(found.map(({ structuredContent }) => structuredContent.text)).toEqual([
      'Ada kept it.',
      'Ada kept it.',
    ]);
    const costs = found.map(({ _meta }) => _meta['openai-mcp-host/usage'].costUsd);
    expect(costs.reduce((sum, cost) => sum + cost, 0)).toBe(COST);
    expect(settled).toMatchObject({ spentUsd: COST, reservedUsd: 0 });
  });

  test('is kept under any title, and under no id but its own', async () => {
    const server = await serve();
    const query = `Who \u0000 kept\n\ud800 it?${'🦊'.repeat(100)}`;
    const args = { query, wait_seconds: 0, web_search: { max_tool_calls: 1 } };

    const begun = await call(server, 'deep-research', args);
    const missed = await call(server, 'get-job', { id: 'job_\u0000' });
    const found = await call(server, 'get-job', {});

    expect(missed._meta['openai-mcp-host/error'].code).toBe('JOB_NOT_FOUND');
    expect(found.structuredContent.id).toBe(begun.structuredContent.id);
    expect(found.content[0].text).toMatch(/^"Who kept \ufffd it\?(🦊)+…" is not done/u);
  });

  test('is found by the other clients on the machine, which act for the same person', async () => {
    const [first, other] = await Promise.all([serve('desk'), serve('lamp')]);
    const id = await start(first);
    isDone = true;

    const [found, listed] = await Promise.all([call(other, 'get-job', {}), call(other, 'list-jobs', {})]);

    expect(found.structuredContent).toMatchObject({ id, status: 'completed' });
    expect(listed.structuredContent.jobs).toMatchObject([{ id, kind: 'response', tool: 'deep-research' }]);
  });
});
