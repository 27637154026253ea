import { describe, expect, it } from 'vitest';
import { useSandbox } from './sandbox-client.js';

const held = useSandbox();
const model = 'text-embedding-3-small';
const dot = (one: number[], other: number[]) => one.reduce((sum, value, at) => sum + value * other[at]!, 0);

describe('the embeddings of the sandbox', () => {
  it('are unit vectors of the length of the model, with usage', async () => {
    const small = await held.openai.embeddings.create({ model, input: 'a red apple' });
    const large = await held.openai.embeddings.create({
      model: 'text-embedding-3-large',
      input: 'a red apple',
    });

    expect(small.data[0]!.embedding).toHaveLength(1536);
    expect(large.data[0]!.embedding).toHaveLength(3072);
    expect(dot(small.data[0]!.embedding, small.data[0]!.embedding)).toBeCloseTo(1, 4);
    expect(small.usage).toEqual({ prompt_tokens: 3, total_tokens: 3 });
  });

  it('honour dimensions, and say the same as floats and as base64', async () => {
    const ask = { model, input: ['one', 'two'], dimensions: 8 };

    const floats = await held.openai.embeddings.create({ ...ask, encoding_format: 'float' });
    const base64 = await held.openai.embeddings.create({ ...ask, encoding_format: 'base64' });

    const packed = Buffer.from(base64.data[1]!.embedding as unknown as string, 'base64');
    expect(floats.data.map(({ index, embedding }) => [index, embedding.length])).toEqual([
      [0, 8],
      [1, 8],
    ]);
    expect(packed.length).toBe(8 * 4);
    expect(packed.readFloatLE(4)).toBeCloseTo(floats.data[1]!.embedding[1]!, 6);
  });

  it('lie near for texts that share words, and far for others', async () => {
    const input = [
      'the cat sleeps on the sofa',
      'a cat asleep on a sofa',
      'quarterly tax report for investors',
    ];

    const { data } = await held.openai.embeddings.create({ model, input });

    const [cat, cats, tax] = data.map(({ embedding }) => embedding);
    expect(dot(cat!, cats!)).toBeGreaterThan(0.5);
    expect(Math.abs(dot(cat!, tax!))).toBeLessThan(0.2);
  });

  it.each([
    ['an empty text', { input: '' }],
    ['too many dimensions', { input: 'x', dimensions: 9999 }],
    ['too long a text', { input: 'word '.repeat(8000) }],
  ])('are refused for %s', async (_, extra) => {
    await expect(held.openai.embeddings.create({ model, ...extra })).rejects.toMatchObject({ status: 400 });
  });
});
