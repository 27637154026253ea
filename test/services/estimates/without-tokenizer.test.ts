import { expect, test, vi } from 'vitest';
import { estimated } from './estimated.js';

vi.mock('gpt-tokenizer/encoding/o200k_base', () => {
  throw new Error("Cannot find package 'gpt-tokenizer'");
});

test('without the optional tokenizer every byte of a long text is a token', async () => {
  const { inputTokens } = await estimated('/responses', { model: 'gpt-6-luna', input: 'word '.repeat(4000) });

  expect(inputTokens).toBeGreaterThanOrEqual(20_000);
  expect(inputTokens).toBeLessThan(20_200);
});
