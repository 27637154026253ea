import nock from 'nock';
import { afterEach, expect, test } from 'vitest';
import { type BundledHost, bundledHost, onPost } from '../../plugins/bundled-host.js';
import { startFakeOpenAI } from '../../support/fake-openai.js';
import { vector } from './open-cache.js';

let host: BundledHost | undefined;

afterEach(async () => {
  await host?.close();
  host = undefined;
  nock.cleanAll();
});

const usageOf = async (opened: BundledHost, input: string) => {
  const { _meta } = await opened.client.callTool({ name: 'create-embedding', arguments: { input } });
  return _meta?.['openai-mcp-host/usage'];
};

test('A call whose answer was kept says so, and costs nothing', async () => {
  host = await bundledHost({ config: { cache: { enabled: true } } });
  onPost('/embeddings', { body: vector() });
  const first = await usageOf(host, 'lighthouse');

  const second = await usageOf(host, 'lighthouse');

  expect(first).toMatchObject({ cached: false, inputTokens: 4 });
  expect(second).toMatchObject({
    model: 'text-embedding-3-small',
    cached: true,
    costUsd: 0,
    inputTokens: 0,
    upstreamMs: 0,
    requestIds: [],
  });
});

test('A call goes on when the one that it shares a request with is cancelled', async () => {
  const [arrived, answered] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const upstream = await startFakeOpenAI(async () => {
    arrived.resolve();
    await answered.promise;
    return { json: vector() };
  });
  host = await bundledHost({ config: { openai: { baseURL: upstream.baseURL }, cache: { enabled: true } } });
  nock.enableNetConnect('127.0.0.1');
  const params = { name: 'create-embedding', arguments: { input: 'lighthouse' } };
  const cancel = new AbortController();
  const first = host.client.callTool(params, { signal: cancel.signal });
  const second = host.client.callTool(params);
  await arrived.promise;

  cancel.abort();
  await expect(first).rejects.toThrow();
  answered.resolve();

  const { isError, _meta } = await second;
  expect(isError).toBeUndefined();
  expect(_meta?.['openai-mcp-host/usage']).toMatchObject({ cached: true, costUsd: 0 });
  expect(upstream.requests).toHaveLength(1);
  await upstream.stop();
});

test('Nothing is kept where the cache is off', async () => {
  host = await bundledHost({ config: { cache: { enabled: false } } });
  const sent = onPost('/embeddings', { body: vector() }, { body: vector() });
  await usageOf(host, 'lighthouse');

  const second = await usageOf(host, 'lighthouse');

  expect(second).toMatchObject({ cached: false });
  expect(sent).toHaveLength(2);
});
