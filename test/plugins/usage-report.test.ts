import nock from 'nock';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type BundledHost, bundledHost, onPost, said } from './bundled-host.js';

describe('usage-report', () => {
  let host: BundledHost;

  beforeAll(async () => {
    host = await bundledHost();
  });
  afterAll(async () => {
    nock.cleanAll();
    await host.close();
  });

  test('reports nothing before anything was spent', async () => {
    const { structured, text } = await host.call('usage-report');

    expect(structured).toMatchObject({
      total: { requests: 0, costUsd: 0 },
      by_model: [],
      by_tool: [],
      by_plugin: [],
    });
    expect(text).toMatch(/^Since \d{4}-/);
  });

  test('adds up by model, tool and plugin', async () => {
    const priced = { usage: { input_tokens: 1000, output_tokens: 100, total_tokens: 1100 } };
    const unpriced = { ...priced, model: 'mystery' };
    onPost('/responses', { body: said('a', priced) }, { body: said('b', unpriced) });
    const messages = [{ role: 'user', content: 'Hi' }];
    await host.call('chat-completion', { messages });
    await host.call('function-call', { messages, functions: [{ name: 'f' }], model: 'mystery' });

    const { structured, text } = await host.call('usage-report');

    expect(structured).toMatchObject({
      total: { requests: 2, inputTokens: 2000, outputTokens: 200, costUsd: 0.003, unpricedRequests: 1 },
      by_model: [
        { name: 'gpt-6.2-sol', requests: 1, costUsd: 0.003 },
        { name: 'mystery', unpricedRequests: 1 },
      ],
      by_tool: [{ name: 'chat-completion' }, { name: 'function-call' }],
      by_plugin: [{ name: 'text', requests: 2 }],
    });
    expect(text).toMatch(/^Total +2 +2000 +0 +200 +0\.003000 \+ 1 without a price$/m);
    expect(text).toMatch(/^gpt-6\.2-sol +1 +1000 +0 +100 +0\.003000$/m);
  });

  test('takes no arguments', async () => {
    const { code } = await host.call('usage-report', { by: 'day' });

    expect(code).toBe('INPUT_INVALID');
  });
});
