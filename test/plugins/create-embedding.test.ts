import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import nock from 'nock';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type BundledHost, bundledHost, onPost } from './bundled-host.js';

const vector = (length: number, start = 0.5) => Array.from({ length }, (_, index) => start + index);
const bytes = (numbers: number[]) => Buffer.from(new Float32Array(numbers).buffer).toString('base64');
const embedded = (...embeddings: unknown[]) => ({
  object: 'list',
  model: 'text-embedding-3-small',
  data: embeddings.map((embedding, index) => ({ object: 'embedding', index, embedding })).reverse(),
  usage: { prompt_tokens: 3, total_tokens: 3 },
});

describe('create-embedding', () => {
  let host: BundledHost;

  beforeAll(async () => {
    host = await bundledHost();
  });
  afterEach(() => {
    const pending = nock.pendingMocks();
    nock.cleanAll();
    expect(pending).toEqual([]);
  });
  afterAll(() => host.close());

  test('returns a small vector inline', async () => {
    const sent = onPost('/embeddings', { body: embedded([3, 4]) });

    const { structured, text, blocks } = await host.call('create-embedding', { input: 'fox' });

    expect(sent).toEqual([{ model: 'text-embedding-3-small', input: 'fox', encoding_format: 'float' }]);
    expect(structured).toEqual({ count: 1, dimensions: 2, preview: [3, 4], norm: 5, vectors: [[3, 4]] });
    expect(text).toBe('1 × 2 numbers from text-embedding-3-small: [[3,4]]');
    expect(blocks).toEqual([]);
  });

  test('sends every parameter and returns base64 where it was asked for', async () => {
    const sent = onPost('/embeddings', { body: embedded(bytes([3, 4]), bytes([1, 2])) });
    const input = {
      input: ['fox', 'cat'],
      model: 'text-embedding-3-large',
      encoding_format: 'base64',
      dimensions: 2,
    };

    const { structured } = await host.call('create-embedding', input);

    expect(sent).toEqual([input]);
    expect(structured).toMatchObject({ preview: [3, 4], norm: 5, vectors: [bytes([3, 4]), bytes([1, 2])] });
  });

  test.each([
    ['float', [vector(40), vector(40, 7.25)], [vector(40), vector(40, 7.25)]],
    ['float', [bytes(vector(40)), bytes(vector(40))], [vector(40), vector(40)]],
    ['base64', [bytes(vector(40)), bytes(vector(40))], [bytes(vector(40)), bytes(vector(40))]],
    ['base64', [vector(40), vector(40)], [bytes(vector(40)), bytes(vector(40))]],
  ])(
    'writes large vectors as %s into a file, whichever form the provider sends',
    async (encoding_format, came, kept) => {
      onPost('/embeddings', { body: embedded(...came) });

      const { structured, text, blocks } = await host.call('create-embedding', {
        input: ['a fox', 'b'],
        encoding_format,
      });

      const lines = (await readFile(fileURLToPath(structured.file as string), 'utf8')).trimEnd().split('\n');
      expect(lines.map((line) => JSON.parse(line))).toEqual(
        kept.map((embedding, index) => ({ index, embedding })),
      );
      expect(structured).toMatchObject({ count: 2, dimensions: 40, preview: [0.5, 1.5, 2.5, 3.5, 4.5] });
      expect(structured.vectors).toBeUndefined();
      expect(structured.file).toMatch(/a-fox.*\.jsonl$/);
      expect(text).toContain(structured.file);
      expect(blocks).toMatchObject([{ type: 'resource_link', uri: structured.file }]);
    },
  );

  test('keeps two thousand vectors in order', async () => {
    const inputs = Array.from({ length: 2048 }, (_, index) => `text ${index}`);
    onPost('/embeddings', { body: embedded(...inputs.map((_, index) => [index, 0])) });

    const { structured } = await host.call('create-embedding', { input: inputs });

    const lines = (await readFile(fileURLToPath(structured.file as string), 'utf8')).trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line).embedding[0])).toEqual(inputs.map((_, index) => index));
  });

  test('has no result where vectors are missing', async () => {
    onPost('/embeddings', { body: embedded([1]) }, { body: { object: 'list' } });

    const short = await host.call('create-embedding', { input: ['a', 'b'] });
    const none = await host.call('create-embedding', { input: 'a' });

    expect([short.code, none.code]).toEqual(['UPSTREAM_INVALID_RESPONSE', 'UPSTREAM_INVALID_RESPONSE']);
  });

  test.each([
    ['an empty text', { input: '' }],
    ['an empty list', { input: [] }],
    ['an empty text in a list', { input: ['a', ''] }],
    ['more than 2048 texts', { input: Array.from({ length: 2049 }, () => 'a') }],
    ['a number', { input: 7 }],
    ['no dimensions', { input: 'a', dimensions: 0 }],
    ['another encoding', { input: 'a', encoding_format: 'hex' }],
  ])('refuses %s before anything is sent', async (_, input) => {
    const { code } = await host.call('create-embedding', input);

    expect(code).toBe('INPUT_INVALID');
  });
});
