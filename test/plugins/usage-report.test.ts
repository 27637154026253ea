import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import nock from 'nock';
import { definePlugin } from 'openai-mcp-host/plugin';
import { testHost } from 'openai-mcp-host/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import usage from '../../plugins/usage/plugin.js';
import { UsageReport } from '../../plugins/usage/usage-report.tool.js';
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
      history: { total: { requests: 0, costUsd: 0 }, lines: [] },
      budgets: [],
      session: { total: { requests: 0, costUsd: 0 }, byModel: [], byTool: [], byPlugin: [] },
    });
    expect(text).toMatch(/since its start at \d{4}-/);
  });

  test('adds up by model, tool and plugin', async () => {
    const priced = { usage: { input_tokens: 1000, output_tokens: 100, total_tokens: 1100 } };
    const unpriced = { ...priced, model: 'mystery' };
    onPost('/responses', { body: said('a', priced) }, { body: said('b', unpriced) });
    const messages = [{ role: 'user', content: 'Hi' }];
    await host.call('chat-completion', { messages });
    await host.call('function-call', { messages, functions: [{ name: 'f' }], model: 'mystery' });

    const { structured, text } = await host.call('usage-report');

    expect(structured.session).toMatchObject({
      total: { requests: 2, inputTokens: 2000, outputTokens: 200, costUsd: 0.003, unpricedRequests: 1 },
      byModel: [
        { name: 'gpt-6.2-sol', requests: 1, costUsd: 0.003 },
        { name: 'mystery', unpricedRequests: 1 },
      ],
      byTool: [{ name: 'chat-completion' }, { name: 'function-call' }],
      byPlugin: [{ name: 'text', requests: 2 }],
    });
    expect(structured.history).toMatchObject({
      total: { requests: 2, costUsd: 0.003, unpricedRequests: 1 },
      lines: [{ model: 'gpt-6.2-sol', costUsd: 0.003 }, { model: 'mystery' }],
    });
    expect(text).toMatch(/^Total +2 +2000 +0 +200 +0\.003000 \+ 1 without a price$/m);
    expect(text).toMatch(/^gpt-6\.2-sol +1 +1000 +0 +100 +0\.003000$/m);
  });

  test('draws a picture, as PNG in the message and as SVG in a file', async () => {
    const { blocks } = await host.call('usage-report', { chart: true, period: '7d' });

    expect(blocks).toMatchObject([
      { type: 'image', mimeType: 'image/png' },
      { type: 'resource_link', mimeType: 'image/svg+xml' },
    ]);
    expect(await readFile(fileURLToPath(String(blocks[1]!.uri)), 'utf8')).toContain('<svg');
  });

  test.each([
    [{ by: ['colour'] }, 'INPUT_INVALID'],
    [{ since: 'soon' }, 'PERIOD_INVALID'],
    [{ since: '2026-01-01', period: 'month' }, 'PERIOD_INVALID'],
  ])('refuses %o', async (input, expected) => {
    const { code } = await host.call('usage-report', input);

    expect(code).toBe(expected);
  });

  test('tells the figures of this run where the record can not be read', async () => {
    await using broken = await testHost({
      plugins: [{ ...usage, tools: [UsageReport] }].map(definePlugin),
      config: { storage: { url: 'postgres://nobody@127.0.0.1:1/none' } },
    });

    const { structured, notes } = await broken.callTool('usage-report');

    expect(structured).toMatchObject({ session: { total: { requests: 0 } } });
    expect(structured).not.toHaveProperty('history');
    expect(notes.join()).toContain('STORAGE_UNAVAILABLE');
  });
});
