import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadConfig } from '../../../src/config/load-config.js';
import type { OpenAIClient } from '../../../src/plugin-api/openai-client.js';
import { createServices } from '../../../src/services/create-services.js';
import { openStorage } from '../../../src/storage/open-storage.js';
import { startFakeOpenAI } from '../../support/fake-openai.js';

test('an answer from the cache is entered in the ledger, and costs nothing', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'openai-mcp-host-cached-'));
  const usage = { prompt_tokens: 2, total_tokens: 2 };
  const data = [{ object: 'embedding', index: 0, embedding: [1] }];
  const fake = await startFakeOpenAI(() => ({
    json: { object: 'list', data, model: 'text-embedding-3-small', usage },
  }));
  const loaded = await loadConfig({
    document: { budget: { total: 5 } },
    env: { OPENAI_MCP_DATA_DIR: folder, OPENAI_BASE_URL: fake.baseURL, OPENAI_API_KEY: 'sk-test' },
    cwd: folder,
  });
  const services = createServices(loaded);
  const client = (await services.source('OpenAIClient', 'embeddings')) as OpenAIClient;
  const ask = () =>
    client.embeddings.create({ model: 'text-embedding-3-small', input: 'Hi', encoding_format: 'float' });

  await ask();
  await ask();
  await services.stop();

  const storage = await openStorage({ file: join(folder, 'openai-mcp-host.sqlite'), synchronous: 'normal' });
  const entries = await storage.db
    .selectFrom('usage_entry')
    .select(['basis', 'cost', 'plugin'])
    .orderBy('at')
    .execute();
  const [window] = await storage.db.selectFrom('ledger_window').select(['spent', 'reserved']).execute();
  await storage.close();
  await fake.stop();
  await rm(folder, { recursive: true });
  expect(fake.requests).toHaveLength(1);
  // 2 tokens at $0.02 a million
  expect(entries).toEqual([
    { basis: 'metered', cost: 40n, plugin: 'embeddings' },
    { basis: 'cached', cost: 0n, plugin: 'embeddings' },
  ]);
  expect(window).toEqual({ spent: 40n, reserved: 0n });
});
