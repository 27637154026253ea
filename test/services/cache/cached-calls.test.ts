import nock from 'nock';
import { afterEach, expect, test } from 'vitest';
import { type BundledHost, bundledHost, onPost } from '../../plugins/bundled-host.js';
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

test('Nothing is kept where the cache is off', async () => {
  host = await bundledHost({ config: { cache: { enabled: false } } });
  const sent = onPost('/embeddings', { body: vector() }, { body: vector() });
  await usageOf(host, 'lighthouse');

  const second = await usageOf(host, 'lighthouse');

  expect(second).toMatchObject({ cached: false });
  expect(sent).toHaveLength(2);
});
