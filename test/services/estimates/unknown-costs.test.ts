import { describe, expect, test } from 'vitest';
import { estimated } from './estimated.js';

const ask = (body: object) =>
  estimated('/responses', {
    model: 'gpt-6.2-sol',
    input: 'Hi',
    max_output_tokens: 100,
    service_tier: 'default',
    ...body,
  });

describe('a cost without a bound is unknown, with the reason', () => {
  test.each([
    ['a model without a price', { model: 'gpt-9', max_output_tokens: 5 }, /price of gpt-9 is not known/],
    ['a tier without a price', { service_tier: 'scale' }, /tier scale/],
    ['web searches as many as it likes', { tools: [{ type: 'web_search' }] }, /web_search.*no bound/],
    ['code', { tools: [{ type: 'code_interpreter' }], max_tool_calls: 1 }, /code_interpreter/],
    ['a shell in a container', { tools: [{ type: 'shell' }], max_tool_calls: 1 }, /shell/],
    ['a search for tools', { tools: [{ type: 'tool_search' }] }, /tool_search.*no bound/],
    ['a remote server', { tools: [{ type: 'mcp' }], max_tool_calls: 1 }, /mcp/],
    ['a tool of tomorrow', { tools: [{ type: 'telepathy' }], max_tool_calls: 1 }, /telepathy/],
    [
      'pictures by nobody knows whom',
      { tools: [{ type: 'image_generation' }], max_tool_calls: 1 },
      /image_generation tool names no model/,
    ],
    ['several answers in one', { reasoning: { mode: 'pro' } }, /mode pro/],
    ['compaction', { context_management: [{ type: 'compaction' }] }, /compacting/],
    [
      'a cache that nobody has priced',
      { model: 'gpt-6.2-astra', input: 'x'.repeat(2000) },
      /cacheWrite of gpt-6.2-astra/,
    ],
  ])('%s', async (_, body, reason) => {
    const estimate = await ask(body);

    expect(estimate.nanoUsd).toBeNull();
    expect(estimate.unknown).toMatch(reason);
    expect(estimate.hint).toBeTruthy();
    expect(estimate.outputTokens).toBeGreaterThan(0);
  });

  test.each([
    ['/containers', { name: 'a' }],
    ['/videos', { model: 'sora-2', prompt: 'a' }],
    ['/decisions', { model: 'gpt-6-luna' }],
  ])('%s, whose price nobody knows', async (endpoint, body) => {
    const { nanoUsd, unknown } = await estimated(endpoint, body);

    expect(nanoUsd).toBeNull();
    expect(unknown).toContain(endpoint);
  });

  test('a model of another provider, whatever its name', async () => {
    const { nanoUsd } = await estimated(
      '/chat/completions',
      { model: 'gpt-3.5-turbo-instruct', messages: [], max_tokens: 10 },
      { baseURL: 'http://localhost:11434/v1' },
    );

    expect(nanoUsd).toBeNull();
  });
});

describe('hosted tools with a bound', () => {
  test('web searches cost their fee, what they read, and another look at it all', async () => {
    const { nanoUsd, inputTokens } = await ask({ tools: [{ type: 'web_search' }], max_tool_calls: 2 });

    // What the first found is read twice, what the second found once.
    expect(inputTokens).toBeGreaterThan((2 + 1) * 128_000 + 2 * 100);
    expect(inputTokens).toBeLessThan((2 + 1) * 128_000 + 2 * 100 + 1000);
    // Above 272,000 tokens in all.
    expect(nanoUsd).toBe(BigInt(inputTokens) * 5000n + 100n * 15_000n + 2n * 10_000_000n);
  });

  test('no pass reads more than the context of the model', async () => {
    const few = await ask({ tools: [{ type: 'web_search' }], max_tool_calls: 20 });
    const many = await ask({ tools: [{ type: 'web_search' }], max_tool_calls: 1_000_000 });

    expect(few.inputTokens).toBeLessThan(20 * 1_050_000);
    expect(few.inputTokens).toBeGreaterThan(12 * 1_050_000);
    expect(many.inputTokens - few.inputTokens).toBe((1_000_000 - 20) * 1_050_000);
  });

  test('the dearest of several counts, since each use may be of it', async () => {
    const tools = [
      { type: 'web_search' },
      { type: 'file_search', vector_store_ids: ['vs_1'], max_num_results: 1 },
    ];

    const both = await ask({ tools, max_tool_calls: 1 });
    const search = await ask({ tools: tools.slice(0, 1), max_tool_calls: 1 });

    expect(both.nanoUsd! - search.nanoUsd!).toBeLessThan(1_000_000n);
    expect(both.nanoUsd!).toBeGreaterThanOrEqual(search.nanoUsd!);
  });

  test('functions of the caller cost nothing but their tokens', async () => {
    const tools = [
      { type: 'function', name: 'f', parameters: {} },
      { type: 'tool_search', execution: 'client' },
      { type: 'shell', environment: { type: 'local' } },
    ];

    const { nanoUsd } = await ask({ tools });

    expect(nanoUsd).toBeLessThan(3_000_000n);
  });
});

describe('what is free', () => {
  test.each([
    ['POST', '/moderations'],
    ['POST', '/files'],
    ['POST', '/conversations'],
    ['POST', '/responses/input_tokens'],
    ['POST', '/responses/resp_1/cancel'],
    ['POST', '/vector_stores'],
    ['GET', '/responses/resp_1'],
    ['GET', '/models'],
    ['DELETE', '/files/file_1'],
  ])('%s %s holds nothing', async (method, endpoint) => {
    const { nanoUsd } = await estimated(endpoint, { model: 'gpt-9' }, { method });

    expect(nanoUsd).toBe(0n);
  });
});
