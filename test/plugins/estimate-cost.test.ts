import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import nock from 'nock';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type BundledHost, bundledHost, onPost, said } from './bundled-host.js';
import { samplePdf } from './vision/sample-pdfs.js';

const messages = [{ role: 'user', content: 'How deep is the sea?' }];
const request = (tool: string, args: object = {}) => ({ tool, arguments: args });

async function bundledHostThatSpends(config: Record<string, unknown> = {}) {
  const host = await bundledHost({ config });
  return { ...host, [Symbol.asyncDispose]: () => host.close() };
}

/** Nothing answers here: whatever is sent fails. */
describe('estimate-cost', () => {
  let host: BundledHost;

  beforeAll(async () => {
    host = await bundledHost({ env: { OPENAI_API_KEY: '' } });
  });
  afterAll(async () => {
    nock.cleanAll();
    await host.close();
  });

  test('says what a call costs at most, without a key and without sending it', async () => {
    const args = { messages, model: 'gpt-6.2-sol', max_tokens: 1000 };

    const { structured, text } = await host.call('estimate-cost', request('chat-completion', args));

    const { most_usd, requests } = structured as { most_usd: number; requests: Record<string, unknown>[] };
    expect(requests).toMatchObject([{ endpoint: '/responses', model: 'gpt-6.2-sol', outputTokens: 1000 }]);
    expect(most_usd).toBeGreaterThan(0.01);
    expect(text).toContain(`chat-completion would cost $${most_usd.toFixed(6)} at most.`);
    expect(text).toContain('at most 1000 out');
  });

  test('grows with what may be written', async () => {
    const most = async (max_tokens: number) => {
      const { structured } = await host.call(
        'estimate-cost',
        request('chat-completion', { messages, max_tokens }),
      );
      return structured.most_usd as number;
    };

    expect(await most(2000)).toBeGreaterThan(await most(1000));
  });

  test('estimates pictures without drawing or saving any', async () => {
    const args = { prompt: 'a lighthouse', quality: 'low', size: '1024x1024', n: 2 };

    const { structured } = await host.call('estimate-cost', request('generate-image', args));

    expect(structured).toMatchObject({ requests: [{ endpoint: '/images/generations' }] });
    expect(await readdir(join(host.dataFolder, 'files')).catch(() => [])).toEqual([]);
  });

  test('says why a cost is not known', async () => {
    const { structured, text } = await host.call(
      'estimate-cost',
      request('chat-completion', { messages, model: 'mystery-9' }),
    );

    expect(structured.most_usd).toBeNull();
    expect(text).toMatch(/^What chat-completion would cost at most is not known\./);
    expect(text).toContain('mystery-9');
  });

  test('tells of a replaced model, as the call would', async () => {
    const { structured } = await host.call(
      'estimate-cost',
      request('chat-completion', { messages, model: 'gpt-4' }),
    );

    expect((structured.notes as string[]).join()).toContain('shut gpt-4 down');
  });

  test('knows what costs nothing', async () => {
    const { structured } = await host.call('estimate-cost', request('usage-report'));

    expect(structured).toMatchObject({ most_usd: 0, requests: [] });
  });

  test('estimates every page of a document', async () => {
    const file_url = `data:application/pdf;base64,${(await samplePdf(9)).toString('base64')}`;
    const args = { file_url, mode: 'text' };

    const { structured } = await host.call('estimate-cost', request('analyze-document', args));

    expect(structured.requests).toHaveLength(9);
  });

  test('estimates itself', async () => {
    const inner = request('chat-completion', { messages });

    const { structured } = await host.call('estimate-cost', request('estimate-cost', inner));

    expect(structured).toMatchObject({ most_usd: 0, requests: [] });
  });

  test.each([
    ['arguments that do not fit', request('chat-completion', {}), 'INPUT_INVALID'],
    ['a tool that is not there', request('chat-completions', { messages }), 'INPUT_INVALID'],
  ])('fails with %s', async (_, args, code) => {
    const outcome = await host.call('estimate-cost', args);

    expect(outcome.code).toBe(code);
  });

  test('says what calls like it have cost lately, once there were some', async () => {
    await using spending = await bundledHostThatSpends();
    const args = { messages, model: 'gpt-6.2-sol', max_tokens: 1000 };
    for (let index = 0; index < 5; index++) {
      onPost('/responses', {
        body: said('a', { usage: { input_tokens: 1000, output_tokens: 100, total_tokens: 1100 } }),
      });
      await spending.call('chat-completion', args);
    }

    const { structured, text } = await spending.call('estimate-cost', request('chat-completion', args));

    expect(structured).toMatchObject({ likely_usd: 0.003, requests: [{ likelyUsd: 0.003, likelyFrom: 5 }] });
    expect(text).toContain('Likely about $0.003000');
  });

  test('says that a budget would refuse the call, which is estimated all the same', async () => {
    await using poor = await bundledHostThatSpends({ budget: { perDay: 0.001 } });

    const { structured } = await poor.call('estimate-cost', request('chat-completion', { messages }));

    expect(structured.most_usd).toBeGreaterThan(0.001);
    expect(structured.notes).toContain(
      'The call would be refused now: the budget per day has $0.001000 left.',
    );
  });

  test('leaves no trace in the figures', async () => {
    await host.call('estimate-cost', request('chat-completion', { messages }));

    const { structured } = await host.call('usage-report');

    expect(structured).toMatchObject({ session: { total: { requests: 0 } } });
  });
});
