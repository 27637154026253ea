import { describe, expect, test } from 'vitest';
import { estimated } from './estimated.js';

const draw = (body: object) =>
  estimated('/images/generations', { model: 'gpt-image-2', prompt: 'A cat', ...body });

/** Nano-USD of what is drawn alone, at $30 a million tokens. */
const drawn = (tokens: number): bigint => BigInt(tokens) * 30_000n;
// The prompt, and the words that a model may write beside a picture.
const REST = 9_000_000n;

describe('pictures', () => {
  test.each([
    [{ size: '1024x1024', quality: 'high' }, 7024],
    [{ size: '1536x1024', quality: 'high' }, 5488],
    [{ size: '1024x1536', quality: 'high' }, 5488],
    [{ size: '1792x1024', quality: 'high' }, 5063],
    [{ size: '3584x2048', quality: 'high' }, 12_329],
    [{ size: '1024x1024', quality: 'high', n: 3 }, 3 * 7024],
    [{ size: '1024x1024', quality: 'high', partial_images: 2, stream: true }, 7024 + 200],
    [{ size: '1024x1024' }, 7024],
    [{ size: '1024x1024', quality: 'auto' }, 7024],
    [{ quality: 'high' }, 23_720],
    [{ size: 'auto', quality: 'high' }, 23_720],
    [{ size: '1024x1024', quality: 'high', output_format: 'gif', frame_count: 4 }, 4 * 7024],
  ])('%j take at most as many tokens as the published calculator says', async (body, tokens) => {
    const { nanoUsd } = await draw(body);

    expect(nanoUsd).toBeGreaterThanOrEqual(drawn(tokens));
    expect(nanoUsd).toBeLessThan(drawn(tokens) + REST * BigInt('n' in body ? 3 : 1));
  });

  test.each([
    [{ size: '1024x1024', quality: 'low' }, 272],
    [{ size: '1536x1024', quality: 'medium' }, 1584],
    [{ size: '1024x1024' }, 4160],
    [{}, 6240],
  ])('of the older models, %j, take what their table says', async (body, tokens) => {
    const { nanoUsd, outputTokens } = await draw({ model: 'gpt-image-1.5', ...body });

    expect(outputTokens).toBe(tokens + 1024);
    expect(nanoUsd).toBeGreaterThanOrEqual(BigInt(tokens) * 32_000n);
  });

  test.each(['xhigh', 'max', 'auto', undefined])(
    'at quality %s of the newest models has no bound',
    async (quality) => {
      const { nanoUsd, unknown, hint } = await draw({ model: 'gpt-image-2.6-flare', quality });

      expect(nanoUsd).toBeNull();
      expect(unknown).toMatch(/gpt-image-2.6-flare.*quality/);
      expect(hint).toMatch(/quality/);
    },
  );

  test('to start from count each, in a form as well', async () => {
    const form = new FormData();
    form.set('model', 'gpt-image-2');
    form.set('prompt', 'A cat');
    form.set('size', '1024x1024');
    form.set('quality', 'high');
    const bare = await estimated('/images/edits', form);
    form.append('image[]', new File(['a'], 'a.png'));
    form.append('image[]', new File(['b'], 'b.png'));
    form.append('mask', new File(['c'], 'c.png'));

    const { nanoUsd } = await estimated('/images/edits', form);

    // 2,000 tokens each, at $8 a million.
    expect(nanoUsd! - bare.nanoUsd!).toBe(3n * 2000n * 8000n);
  });

  test('without a price are unknown', async () => {
    const { nanoUsd, unknown } = await draw({ model: 'chatgpt-image-latest' });

    expect(nanoUsd).toBeNull();
    expect(unknown).toMatch(/chatgpt-image-latest/);
  });
});

describe('embeddings', () => {
  const embed = (input: unknown) => estimated('/embeddings', { model: 'text-embedding-3-large', input });

  test.each([
    ['a text', 'abc', 4],
    ['texts', ['abc', 'é'], 7],
    ['tokens', [1, 2, 3, 4, 5], 5],
    ['lists of tokens', [[1, 2], [3]], 3],
    ['a text longer than is taken', 'x'.repeat(50_000), 8192],
    ['more than is taken at all', Array.from({ length: 100 }, () => 'x'.repeat(8192)), 300_000],
  ])('of %s', async (_, input, tokens) => {
    const { nanoUsd, inputTokens } = await embed(input);

    expect(inputTokens).toBe(tokens);
    expect(nanoUsd).toBe(BigInt(tokens) * 130n);
  });
});

describe('sound', () => {
  const form = (model: string, bytes: Buffer<ArrayBuffer>, more: Record<string, string> = {}) => {
    const form = new FormData();
    form.set('model', model);
    form.set('file', new File([bytes], 'a.mp3'));
    for (const [name, value] of Object.entries(more)) form.set(name, value);
    return form;
  };

  test('billed by time is as long as its bytes allow', async () => {
    const { nanoUsd } = await estimated(
      '/audio/transcriptions',
      form('gpt-transcribe', Buffer.alloc(750 * 3600)),
    );

    // An hour at $0.27.
    expect(nanoUsd).toBeGreaterThanOrEqual(270_000_000n);
    expect(nanoUsd).toBeLessThan(270_000_100n);
  });

  test('of MP3 is as long as its frames, and what lies between them as long as it may be', async () => {
    const frame = Buffer.alloc(417);
    frame.set([0xff, 0xfb, 0x90, 0xc4]);
    const tag = Buffer.concat([Buffer.from('ID3\x04\0\0\0\0\x01\0', 'latin1'), Buffer.alloc(128, 0xff)]);
    const frames = Array.from({ length: 3000 }, () => frame);
    const seconds = (3000 * 1152) / 44_100 + (tag.length + 750) / 750;

    const { nanoUsd } = await estimated(
      '/audio/transcriptions',
      form('gpt-transcribe', Buffer.concat([tag, ...frames, Buffer.alloc(750)])),
    );

    expect(Number(nanoUsd)).toBeGreaterThanOrEqual((seconds * 270_000_000) / 3600);
    expect(Number(nanoUsd)).toBeLessThan(((seconds + 1) * 270_000_000) / 3600 + 2);
  });

  test('billed by tokens is what may be heard, and the most that may be written', async () => {
    const { inputTokens, outputTokens, nanoUsd } = await estimated(
      '/audio/transcriptions',
      form('gpt-4o-transcribe', Buffer.alloc(750 * 60)),
    );

    expect(inputTokens).toBeGreaterThanOrEqual(600);
    expect(outputTokens).toBe(2000);
    expect(nanoUsd).toBeGreaterThanOrEqual(600n * 6000n + 2000n * 10_000n);
  });

  test('cut into pieces has no bound', async () => {
    const { nanoUsd, unknown } = await estimated(
      '/audio/transcriptions',
      form('gpt-4o-transcribe', Buffer.alloc(750), { chunking_strategy: 'auto' }),
    );

    expect(nanoUsd).toBeNull();
    expect(unknown).toMatch(/pieces/);
  });

  test('spoken is billed by the character, exactly, where its price is', async () => {
    const { nanoUsd } = await estimated('/audio/speech', { model: 'tts-1', voice: 'alloy', input: 'Hello' });

    expect(nanoUsd).toBe(5n * 15_000n);
  });

  test('spoken by tokens is slower than anybody speaks, and slower yet where that is asked for', async () => {
    const say = (speed?: number) =>
      estimated('/audio/speech', { model: 'gpt-4o-mini-tts', voice: 'alloy', input: 'Hello', speed });

    const usual = await say();
    const slow = await say(0.25);

    // At the usual 15 characters a second, and 21 tokens.
    expect(usual.outputTokens).toBeGreaterThan((5 / 15) * 21);
    expect(slow.outputTokens).toBe(usual.outputTokens * 4);
  });
});

describe('the others', () => {
  test('a search of a vector store costs its fee', async () => {
    const { nanoUsd } = await estimated('/vector_stores/vs_1/search', { query: 'Hi' });

    expect(nanoUsd).toBe(2_500_000n);
  });

  test('a completion of old writes for every prompt and every choice', async () => {
    const { outputTokens } = await estimated('/completions', {
      model: 'gpt-3.5-turbo-instruct',
      prompt: ['a', 'b'],
      max_tokens: 50,
      n: 1,
      best_of: 3,
    });

    expect(outputTokens).toBe(2 * 3 * 50);
  });
});
