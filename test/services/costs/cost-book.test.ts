import { expect, test } from 'vitest';
import type { RequestRecord } from '../../../src/contracts/request-record.js';
import { callUsageOf } from '../../../src/services/costs/call-usage.js';
import { CostBook } from '../../../src/services/costs/cost-book.js';
import { PluginCosts } from '../../../src/services/costs/plugin-costs.js';

const usage = {
  inputTokens: 100,
  cachedInputTokens: 40,
  cacheWriteTokens: 0,
  imageInputTokens: 0,
  audioInputTokens: 0,
  outputTokens: 10,
  reasoningTokens: 0,
  imageOutputTokens: 0,
  audioOutputTokens: 0,
};

const request = (facts: Partial<RequestRecord> = {}): RequestRecord => ({
  plugin: 'text',
  client: 'test',
  tool: 'chat-completion',
  endpoint: '/responses',
  requestedModel: 'gpt-6-luna',
  model: 'gpt-6-luna',
  usage,
  basis: 'metered',
  costNanoUsd: 1_500_000n,
  status: 200,
  tries: 1,
  upstreamMs: 10,
  requestId: 'req_1',
  ...facts,
});

test('The book sums by model, tool and plugin, the dearest first', () => {
  const book = new CostBook();

  book.add(request());
  book.add(request({ costNanoUsd: 500_000n }));
  book.add(
    request({ plugin: 'images', tool: 'generate-image', model: 'gpt-image-2', costNanoUsd: 30_000_000n }),
  );
  book.add(
    request({
      plugin: 'images',
      tool: null,
      model: null,
      requestedModel: null,
      usage: null,
      costNanoUsd: null,
    }),
  );

  const { total, byModel, byTool, byPlugin } = book.report();
  expect(total).toEqual({
    requests: 4,
    inputTokens: 300,
    cachedInputTokens: 120,
    outputTokens: 30,
    costUsd: 0.032,
    unpricedRequests: 1,
  });
  expect(byModel.map(({ name, costUsd }) => [name, costUsd])).toEqual([
    ['gpt-image-2', 0.03],
    ['gpt-6-luna', 0.002],
  ]);
  expect(byTool.map(({ name, requests }) => [name, requests])).toEqual([
    ['generate-image', 1],
    ['chat-completion', 2],
  ]);
  expect(byPlugin.map(({ name, unpricedRequests }) => [name, unpricedRequests])).toEqual([
    ['images', 1],
    ['text', 0],
  ]);
});

const noDatabase = () => Promise.reject(new Error('no database'));

test('A plugin sees its own sums and the whole report', () => {
  const book = new CostBook();
  const tracker = new PluginCosts(book, 'text', noDatabase, noDatabase);

  book.add(request());
  book.add(request({ plugin: 'images' }));

  expect(tracker.own()).toMatchObject({ requests: 1, costUsd: 0.0015 });
  expect(tracker.report().total.requests).toBe(2);
});

test('A plugin that only looks is no line in the report', () => {
  const book = new CostBook();

  const own = book.sumOf('usage');

  expect(own.requests).toBe(0);
  expect(book.report().byPlugin).toEqual([]);
});

test('The usage of a call is the sum of its requests', () => {
  const requests = [
    request({ requestId: null }),
    request({ requestedModel: 'gpt-4', model: 'gpt-6.2-sol', requestId: 'req_2' }),
  ];

  expect(callUsageOf({ requests })).toEqual({
    model: 'gpt-6.2-sol',
    requestedModel: 'gpt-4',
    inputTokens: 200,
    cachedInputTokens: 80,
    outputTokens: 20,
    costUsd: 0.003,
    estimated: false,
    cached: false,
    upstreamMs: 20,
    requestIds: ['req_2'],
  });
});

test('The cost of a call is unknown as soon as the price of one request is', () => {
  expect(callUsageOf({ requests: [request(), request({ costNanoUsd: null })] }).costUsd).toBeNull();
});

test('A call that sent nothing cost nothing', () => {
  expect(callUsageOf({ requests: [] })).toMatchObject({ model: null, costUsd: 0, requestIds: [] });
});
