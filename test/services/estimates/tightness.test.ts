import { readFileSync } from 'node:fs';
import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import { describe, expect, test } from 'vitest';
import { estimated } from './estimated.js';

const read = (file: string) => readFileSync(new URL(`../../../${file}`, import.meta.url), 'utf8');
const count = (text: string) => countTokens(text, { disallowedSpecial: new Set() });

// Four tokens around each message, and three before the answer: https://developers.openai.com/cookbook.
const promptTokens = (messages: readonly { content: string }[]) =>
  messages.reduce((sum, { content }) => sum + count(content) + 4, 3);

const said = (content: string) => ({ role: 'user', content });
const chatter = (turns: number) =>
  Array.from({ length: turns }, (_, turn) =>
    said(`Turn ${turn}: and what did the fox say to the hound after that?`),
  );

/** What a prompt may have at most, beside what it has; at most so many times as much. */
const PROMPTS: [name: string, messages: { role: string; content: string }[], times: number][] = [
  [
    'a question of 14 words',
    [said('How many pictures does the tool draw at once when nobody says how many?')],
    14,
  ],
  ['a page of English', [said(read('docs/architecture.md'))], 1.25],
  ['TypeScript', [said(read('src/services/openai/http-fetch.ts').repeat(3))], 1.25],
  ['JSON', [said(read('config/models.json'))], 1.25],
  ['Japanese', [said('東京の天気は晴れで、明日は雨になるそうです。'.repeat(400))], 1.25],
  ['emoji', [said('🦊🎉👩‍🚀'.repeat(1500))], 1.25],
  ['base64', [said(Buffer.from(read('config/models.json')).toString('base64'))], 1.25],
  ['60 short messages', chatter(60), 4],
  ['600 short messages', chatter(600), 2],
];

describe('the input bound', () => {
  test.each(PROMPTS)('of %s is at least what it has, and not many times that', async (_, messages, times) => {
    const actual = promptTokens(messages);

    const { inputTokens } = await estimated('/chat/completions', { model: 'gpt-6-luna', messages });

    expect(inputTokens).toBeGreaterThanOrEqual(actual);
    expect(inputTokens / actual).toBeLessThan(times);
  });
});

/** Bills by the published prices, in nano-USD, of usage that was reported or is published for such requests. */
const BILLS: [name: string, endpoint: string, body: object, actual: bigint, times: number][] = [
  [
    'an answer as long as its cap',
    '/responses',
    { model: 'gpt-6.2-sol', input: 'Tell me everything.', max_output_tokens: 4000, service_tier: 'default' },
    10n * 2000n + 4000n * 10_000n,
    1.1,
  ],
  [
    'an answer of a quarter of its cap',
    '/responses',
    { model: 'gpt-6.2-sol', input: 'Tell me everything.', max_output_tokens: 4000, service_tier: 'default' },
    10n * 2000n + 1000n * 10_000n,
    5,
  ],
  [
    'a picture of 1024x1024, high',
    '/images/generations',
    { model: 'gpt-image-2', prompt: 'A lighthouse', size: '1024x1024', quality: 'high' },
    8n * 5000n + 7024n * 30_000n,
    1.05,
  ],
  [
    'a picture of 1536x1024, medium',
    '/images/generations',
    { model: 'gpt-image-2', prompt: 'A lighthouse', size: '1536x1024', quality: 'medium' },
    8n * 5000n + 1372n * 30_000n,
    1.25,
  ],
  [
    'a picture of auto, that became 1024x1024',
    '/images/generations',
    { model: 'gpt-image-2', prompt: 'A lighthouse', quality: 'high' },
    8n * 5000n + 7024n * 30_000n,
    4,
  ],
  [
    'an embedding of 60 words',
    '/embeddings',
    {
      model: 'text-embedding-3-small',
      input: 'The quick brown fox jumps over the lazy dog again. '.repeat(6),
    },
    61n * 20n,
    6,
  ],
];

describe('the worst case', () => {
  test.each(BILLS)(
    'of %s is at least its bill, and not many times that',
    async (_, endpoint, body, actual, times) => {
      const { nanoUsd } = await estimated(endpoint, body);

      expect(nanoUsd).toBeGreaterThanOrEqual(actual);
      expect(Number(nanoUsd) / Number(actual)).toBeLessThan(times);
    },
  );
});

describe('counting', () => {
  test.each([
    ['spaces', ' '.repeat(300_000)],
    ['one letter', 'a'.repeat(300_000)],
    ['line ends', '\n'.repeat(300_000)],
    [
      'letters at random',
      Array.from({ length: 300_000 }, (_, at) => 'qwertzuiop'[(at * at * 7 + at) % 10]).join(''),
    ],
  ])('%s without end lets others have their turn', async (_, content) => {
    let turns = 0;
    let counting = true;
    const others = (): void => {
      turns += 1;
      if (counting) setImmediate(others);
    };
    setImmediate(others);

    await estimated('/chat/completions', { model: 'gpt-6-luna', messages: [said(content)] });
    counting = false;

    expect(turns).toBeGreaterThan(20);
  });
});
