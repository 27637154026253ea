import { deflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { ResponseMemory } from '../../../src/services/estimates/response-memory.js';
import { estimated } from './estimated.js';

// 1,000 letters, and at most this many tokens around them.
const TEXT = 'a'.repeat(1000);
const FRAME = 200;
const PINNED = { service_tier: 'default' };

const responses = (body: object, options?: Parameters<typeof estimated>[2]) =>
  estimated('/responses', { model: 'gpt-6.2-sol', max_output_tokens: 100, ...PINNED, ...body }, options);

describe('the worst case of a text request', () => {
  test('is every byte a token at the dearest input price, and all that may be written', async () => {
    const { nanoUsd, inputTokens, outputTokens } = await responses({ input: TEXT.repeat(2) });

    expect(inputTokens).toBeGreaterThanOrEqual(2000);
    expect(inputTokens).toBeLessThan(2000 + FRAME);
    expect(outputTokens).toBe(100);
    // A prompt this long may be written to the cache, at $2.50 a million.
    expect(nanoUsd).toBe(BigInt(inputTokens) * 2500n + 100n * 10_000n);
  });

  test('knows that a short prompt is not cached', async () => {
    const { nanoUsd, inputTokens } = await responses({ input: 'Hi' });

    expect(nanoUsd).toBe(BigInt(inputTokens) * 2000n + 100n * 10_000n);
  });

  test('takes the price of 12 hours in the cache where they are asked for', async () => {
    const { nanoUsd, inputTokens } = await responses({
      input: TEXT.repeat(2),
      prompt_cache_options: { ttl: '12h' },
    });

    expect(nanoUsd).toBe(BigInt(inputTokens) * 5000n + 100n * 10_000n);
  });

  test('counts a long text with a tokenizer, never below what it has', async () => {
    const words = 'The quick brown fox jumps over the lazy dog. '.repeat(2000);

    const { inputTokens } = await responses({ input: words });

    expect(inputTokens).toBeGreaterThan(20_000);
    expect(inputTokens).toBeLessThan(20_001 * 1.25 + FRAME);
  });

  test('is long for the whole request above the threshold', async () => {
    const { nanoUsd, inputTokens } = await responses({ input: 'word '.repeat(250_000) });

    expect(inputTokens).toBeGreaterThan(272_000);
    expect(nanoUsd).toBe(BigInt(inputTokens) * 5000n + 100n * 15_000n);
  });

  test('is never more than what the model takes in', async () => {
    const { inputTokens } = await responses({ input: 'word '.repeat(1_000_000) });

    expect(inputTokens).toBe(1_050_000);
  });

  test.each([
    ['default', 1n],
    ['flex', 1n],
    ['priority', 2n],
    ['fast', 2n],
    ['ultrafast', 3n],
    ['auto', 2n],
    [undefined, 2n],
  ])('at tier %s is multiplied by %s: what may be billed at worst', async (service_tier, times) => {
    const plain = await responses({ input: TEXT });
    const tiered = await responses({ input: TEXT, service_tier });

    expect(tiered.nanoUsd).toBe(plain.nanoUsd! * times);
  });

  test('is a tenth more where data stays in one region', async () => {
    const plain = await responses({ input: TEXT });
    const regional = await responses({ input: TEXT }, { baseURL: 'https://eu.api.openai.com/v1' });

    expect(regional.nanoUsd).toBe((plain.nanoUsd! * 11n + 9n) / 10n);
  });

  test('writes once for each choice, and again what a prediction got wrong', async () => {
    const chat = {
      model: 'gpt-6-luna',
      messages: [{ role: 'user', content: 'Hi' }],
      max_completion_tokens: 50,
    };
    const prediction = { type: 'content', content: 'x'.repeat(500) };

    const { outputTokens } = await estimated('/chat/completions', { ...chat, n: 3, prediction });

    expect(outputTokens).toBeGreaterThanOrEqual(650);
    expect(outputTokens).toBeLessThan(750);
  });

  test('writes as much as the model can where nothing limits it', async () => {
    const { outputTokens } = await estimated('/responses', { model: 'gpt-6-luna', input: 'Hi' });

    expect(outputTokens).toBe(128_000);
  });

  test('has the descriptions of functions and the schema of the answer in it', async () => {
    const parameters = { type: 'object', properties: { city: { type: 'string', description: TEXT } } };
    const bare = await responses({ input: 'Hi' });
    const tools = await responses({ input: 'Hi', tools: [{ type: 'function', name: 'f', parameters }] });
    const format = await responses({
      input: 'Hi',
      text: { format: { type: 'json_schema', name: 'a', schema: parameters } },
    });

    expect(tools.inputTokens).toBeGreaterThan(bare.inputTokens + 1000);
    expect(format.inputTokens).toBeGreaterThan(bare.inputTokens + 1000);
  });
});

describe('what a prompt does not show', () => {
  test('is what a response had in it, when this process has seen it', async () => {
    const memory = new ResponseMemory();
    memory.remember('resp_1', 5000);

    const { inputTokens } = await responses({ input: 'Hi', previous_response_id: 'resp_1' }, { memory });

    expect(inputTokens).toBeGreaterThanOrEqual(5000);
    expect(inputTokens).toBeLessThan(5000 + FRAME);
  });

  test.each([
    ['an unseen response', { previous_response_id: 'resp_9' }],
    ['a conversation', { conversation: { id: 'conv_9' } }],
    ['a stored prompt', { prompt: { id: 'pmpt_1' } }],
    ['a stored item', { input: [{ type: 'item_reference', id: 'msg_1' }] }],
    [
      'a document',
      {
        input: [
          { role: 'user', content: [{ type: 'input_file', file_data: 'data:application/pdf;base64,AAAA' }] },
        ],
      },
    ],
    ['an uploaded file', { input: [{ role: 'user', content: [{ type: 'input_file', file_id: 'file_1' }] }] }],
  ])('is the whole context window for %s', async (_, body) => {
    const { inputTokens, nanoUsd } = await responses({ input: 'Hi', ...body });

    expect(inputTokens).toBe(1_050_000);
    expect(nanoUsd).toBe(1_050_000n * 5000n + 100n * 15_000n);
  });

  test('a text file is what it says', async () => {
    const file_data = `data:text/plain;base64,${Buffer.from(TEXT).toString('base64')}`;

    const { inputTokens } = await responses({
      input: [{ role: 'user', content: [{ type: 'input_file', filename: 'a.txt', file_data }] }],
    });

    expect(inputTokens).toBeLessThan(1000 + FRAME);
  });
});

describe('a picture in a prompt', () => {
  const ask = (model: string, image_url: string, detail?: string) =>
    estimated('/responses', {
      model,
      max_output_tokens: 100,
      input: [{ role: 'user', content: [{ type: 'input_image', image_url, detail }] }],
    });

  test.each([
    ['gpt-6.2-sol', 'auto', 12_500],
    ['gpt-6.2-sol', 'high', 3125],
    ['gpt-4o', 'high', 85 + 8 * 170],
    ['gpt-4o', 'low', 85],
    ['gpt-4o-mini', 'high', 2833 + 8 * 5667],
    ['gpt-5-mini', 'auto', Math.ceil(1536 * 1.62)],
    ['gpt-5-nano', 'low', Math.ceil(1536 * 2.46)],
  ])('on the web, seen by %s at detail %s, has %s tokens at most', async (model, detail, tokens) => {
    const { inputTokens } = await ask(model, 'https://example.com/a.png', detail);

    expect(inputTokens).toBeGreaterThanOrEqual(tokens);
    expect(inputTokens).toBeLessThan(tokens + FRAME);
  });

  test('that comes along has as many as its size says, however many bytes it has', async () => {
    const { inputTokens } = await ask('gpt-6.2-sol', pngUrl(640, 320));

    expect(inputTokens).toBeGreaterThanOrEqual(20 * 10 * 1.25);
    expect(inputTokens).toBeLessThan(20 * 10 * 1.25 + FRAME);
  });

  test('is not made cheaper by a size that can not be read', async () => {
    const { inputTokens } = await ask('gpt-6.2-sol', 'data:image/heic;base64,AAAA');

    expect(inputTokens).toBeGreaterThanOrEqual(12_500);
  });

  test('in the answer of a tool counts as well', async () => {
    const { inputTokens } = await responses({
      input: [
        {
          type: 'function_call_output',
          call_id: 'call_1',
          output: [{ type: 'input_image', image_url: 'https://example.com/a.png' }],
        },
      ],
    });

    expect(inputTokens).toBeGreaterThanOrEqual(12_500);
  });

  test('is no picture where it only looks like one in a text', async () => {
    const { inputTokens } = await responses({ input: `data:image/png;base64,${TEXT}` });

    expect(inputTokens).toBeGreaterThanOrEqual(1000);
  });
});

describe('sound in a chat', () => {
  const chat = (data: Buffer, format: string) =>
    estimated('/chat/completions', {
      model: 'gpt-audio',
      modalities: ['text', 'audio'],
      max_completion_tokens: 100,
      ...PINNED,
      messages: [
        {
          role: 'user',
          content: [{ type: 'input_audio', input_audio: { data: data.toString('base64'), format } }],
        },
      ],
    });

  test('is as long as its bytes say, at the price of sound', async () => {
    const { inputTokens, nanoUsd } = await chat(wav(16_000 * 2 * 30), 'wav');

    expect(inputTokens).toBeGreaterThanOrEqual(300);
    expect(inputTokens).toBeLessThan(320 + FRAME);
    expect(nanoUsd).toBe(BigInt(inputTokens) * 32_000n + 100n * 64_000n);
  });

  test('in a packed format may be as long as the thinnest allows', async () => {
    const { inputTokens } = await chat(Buffer.alloc(75_000), 'mp3');

    expect(inputTokens).toBeGreaterThanOrEqual(1000);
  });
});

function pngUrl(width: number, height: number): string {
  const head = Buffer.alloc(25);
  head.writeUInt32BE(13, 0);
  head.write('IHDR', 4);
  head.writeUInt32BE(width, 8);
  head.writeUInt32BE(height, 12);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return `data:image/png;base64,${Buffer.concat([signature, head, deflateSync(Buffer.alloc(9))]).toString('base64')}`;
}

function wav(bytes: number): Buffer {
  const head = Buffer.alloc(44);
  head.write('RIFF', 0);
  head.write('WAVEfmt ', 8);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(16_000, 24);
  head.writeUInt16LE(16, 34);
  return Buffer.concat([head, Buffer.alloc(bytes)]);
}
