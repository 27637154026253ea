import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { verifyChain } from '../../../src/services/audit/verify-chain.js';
import { AuditRecords } from '../../../src/storage/audit-records.js';
import { type FakeOpenAI, startFakeOpenAI } from '../../support/fake-openai.js';
import { ENGINES, type FreshStorage, freshStorage } from '../../support/fresh-storage.js';
import { ask, said } from '../../support/openai-answers.js';
import { type RawProcess, shakenProcess } from '../../support/raw-process.js';
import { allRecords } from './open-audit.js';

let upstream: FakeOpenAI;
let fresh: FreshStorage;
let servers: RawProcess[] = [];

afterEach(async () => {
  for (const server of servers) await server.stop();
  servers = [];
  await upstream.stop();
  await fresh.drop();
});

const serve = async (config: object = {}, env: Record<string, string> = {}) => {
  const place: Record<string, string> =
    'url' in fresh.place ? { OPENAI_MCP_DATABASE_URL: fresh.place.url } : {};
  const server = await shakenProcess({
    upstream,
    config: { openai: { api: 'responses' }, ...config },
    env: {
      ...('file' in fresh.place ? { OPENAI_MCP_DATA_DIR: join(fresh.place.file, '..') } : place),
      ...env,
    },
  });
  servers.push(server);
  return server;
};
const chat = (server: RawProcess, content: string) =>
  server.ask('tools/call', { name: 'chat-completion', arguments: ask(content) });
const stop = async (server: RawProcess) => {
  server.closeStdin();
  await server.ended;
};
const written = async () => {
  const records = new AuditRecords(await fresh.open());
  return { records: await allRecords(records), report: await verifyChain(records) };
};

describe.each(ENGINES)('servers that share a database on %s', (engine) => {
  beforeEach(async () => {
    fresh = await freshStorage(engine);
    upstream = await startFakeOpenAI((request) =>
      request.text.includes('fail')
        ? { status: 400, json: { error: { message: 'No.' } } }
        : { json: said('Hello.') },
    );
  });

  test('record every call and its requests, whatever came of them, before they end', async () => {
    const server = await serve();
    await chat(server, 'Hi');
    await chat(server, 'fail');
    await server.ask('tools/call', { name: 'list-models', arguments: { nonsense: 1 } });
    await stop(server);

    const { records, report } = await written();

    const [request, call, refused, failed, invalid] = records;
    expect(report).toMatchObject({ intact: true, records: 5 });
    expect(request).toMatchObject({
      kind: 'request',
      endpoint: '/responses',
      outcome: 'ok',
      requestIds: ['req_fake'],
    });
    expect(call).toMatchObject({
      kind: 'call',
      plugin: 'text',
      tool: 'chat-completion',
      outcome: 'ok',
      model: request?.model,
      inputTokens: request?.inputTokens,
      costNanoUsd: request?.costNanoUsd,
      requestIds: ['req_fake'],
      inputSha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      outputSha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(request?.call).toBe(call?.call);
    expect(refused).toMatchObject({ kind: 'request', outcome: 'error', code: 'HTTP_400' });
    expect(failed).toMatchObject({ kind: 'call', outcome: 'error', call: refused?.call });
    expect(invalid).toMatchObject({
      kind: 'call',
      tool: 'list-models',
      outcome: 'error',
      code: 'INPUT_INVALID',
    });
  });

  test('add to one chain at once, and a killed one leaves it whole', async () => {
    const [first, second, killed] = [await serve(), await serve(), await serve()];
    const calling = [first, second, killed].map(async (server, nth) => {
      for (let n = 0; n < 40; n++) await chat(server, `${nth}:${n}`);
    });
    calling[2]!.catch(() => {});
    await killed.message(({ id }) => id === 'ask-20');

    killed.kill('SIGKILL');
    await Promise.all(calling.slice(0, 2));
    await Promise.all([stop(first), stop(second), killed.ended]);

    const { records, report } = await written();
    const calls = records.filter(({ kind }) => kind === 'call');
    expect(report).toMatchObject({ intact: true });
    expect(calls.length).toBeGreaterThanOrEqual(80);
    expect(new Set(records.map(({ id }) => id)).size).toBe(records.length);
  });
});

test('Where nothing can be written, calls go on and the log says once that they are not recorded', async () => {
  fresh = await freshStorage('sqlite');
  upstream = await startFakeOpenAI(() => ({ json: said('Hello.') }));
  const server = await serve({}, { OPENAI_MCP_DATA_DIR: join(import.meta.filename, 'data') });

  const answers = [await chat(server, 'Hi'), await chat(server, 'Hello')];
  await stop(server);

  const lines = server
    .stderr()
    .split('\n')
    .filter((line) => line.includes("audit record can't be written"));
  expect(answers.map(({ result }) => result.isError)).toEqual([undefined, undefined]);
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain('STORAGE_UNAVAILABLE');
});

test('A server whose audit is off writes none', async () => {
  fresh = await freshStorage('sqlite');
  upstream = await startFakeOpenAI(() => ({ json: said('Hello.') }));
  const server = await serve({ audit: { enabled: false } });
  await chat(server, 'Hi');
  await stop(server);

  const { records } = await written();

  expect(records).toEqual([]);
});
