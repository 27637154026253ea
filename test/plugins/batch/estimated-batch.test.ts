import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { CallEstimate } from 'openai-mcp-host/plugin';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type BatchHost, batchHost } from './batch-host.js';

/** Published prices of gpt-6-luna, nano-USD a token. */
const OUTPUT = 500;
const MOST_OUTPUT = 1000;

let host: BatchHost;
beforeEach(async () => {
  host = await batchHost();
});
afterEach(() => host.close());

const estimate = (args: Record<string, unknown>): Promise<CallEstimate> =>
  host.host.estimate({
    tool: 'create-batch',
    arguments: args,
    client: { name: 'test' },
    signal: new AbortController().signal,
  });
const defaults = { model: 'gpt-6-luna', max_output_tokens: MOST_OUTPUT };
const half = (requests: number) => (requests * MOST_OUTPUT * OUTPUT) / 2 / 1e9;

test('A dry run says what the lines cost at half price, and uploads nothing', async () => {
  const { mostUsd, requests, notes } = await estimate({ requests: ['one', 'two', 'three'], defaults });

  expect(requests).toMatchObject([{ endpoint: '/batches', mostUsd }]);
  expect(mostUsd).toBeGreaterThan(half(3));
  expect(mostUsd).toBeLessThan(half(3) * 1.05);
  expect(notes.join('\n')).toMatch(
    /It would send POST \/files \(batch-.*\.jsonl, \d+ bytes\), which is free/,
  );
  expect(host.asked()).toEqual([]);
});

test('A dry run of a file is as dear as its requests', async () => {
  const path = join(host.dataFolder, 'files', 'lines.jsonl');
  const lines = ['one', 'two'].map((input, at) =>
    JSON.stringify({
      custom_id: `${at}`,
      method: 'POST',
      url: '/v1/responses',
      body: { ...defaults, input },
    }),
  );
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, lines.join('\n'));

  const { mostUsd } = await estimate({ file: path });

  expect(mostUsd).toBeGreaterThan(half(2));
  expect(mostUsd).toBeLessThan(half(2) * 1.05);
  expect(host.asked()).toEqual([]);
});

test('What was estimated is created afterwards as if it never had been', async () => {
  const order = { requests: ['one'], defaults };
  await estimate(order);
  await estimate(order);

  const { structured } = await host.call('create-batch', order);

  expect(structured.counts).toEqual({ total: 1 });
  expect(host.asked()).toEqual(['POST /files', 'POST /batches']);
});
