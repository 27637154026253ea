import { answers } from 'openai-mcp-host/testing';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { askedIn, partsOf, type VisionHost, visionHost } from './vision-host.js';

const WEB = ['https://example.com/a.png', 'https://example.com/b.png', 'https://example.com/c.png'];
const COMPARISON = {
  summary: 'Two foxes and a cat.',
  differences: [{ aspect: 'animal', images: ['fox', 'fox', 'cat'] }],
  criteria: [{ criterion: 'sharpness', better: 2, why: 'no blur' }],
  better: 2,
};

let host: VisionHost;

beforeEach(async () => {
  host = await visionHost();
});
afterEach(() => host.close());

const compare = (input: object = {}) => host.callTool('compare-images', { image_url: WEB, ...input });

test('shows the images under their numbers, and gives the comparison as data and in words', async () => {
  host.openai.reply('/responses', answers.text(JSON.stringify(COMPARISON)));

  const { structured, text } = await compare({ criteria: ['sharpness'], prompt: 'For a poster.' });

  const [request] = host.openai.requests;
  expect(structured).toEqual(COMPARISON);
  expect(text).toBe(
    'Two foxes and a cat.\n- animal: 1: fox | 2: fox | 3: cat\n- sharpness: image 2 (no blur)\nBetter on the whole: image 2.',
  );
  expect(partsOf(request!).flatMap(({ image_url }) => image_url ?? [])).toEqual(WEB);
  expect(askedIn(request!)).toMatch(/sharpness[\s\S]*For a poster\.[\s\S]*Image 1:\nImage 2:\nImage 3:/);
});

test('holds the model to numbers that images have', async () => {
  const odd = { ...COMPARISON, better: 4 };
  host.openai.reply(
    '/responses',
    answers.text(JSON.stringify(odd)),
    answers.text(JSON.stringify(COMPARISON)),
  );

  const { structured, notes } = await compare();

  expect(structured).toEqual(COMPARISON);
  expect(notes).toEqual([expect.stringContaining('a second request')]);
});

test('names no better one where none is', async () => {
  const even = {
    ...COMPARISON,
    criteria: [{ criterion: 'colour', better: null, why: 'alike' }],
    better: null,
  };
  host.openai.reply('/responses', answers.text(JSON.stringify(even)));

  const { structured, text } = await compare();

  expect(structured).not.toHaveProperty('better');
  expect(text).toContain('- colour: neither (alike)');
});

test('tells a refusal', async () => {
  const refusal = [{ type: 'message', role: 'assistant', content: [{ type: 'refusal', refusal: 'No.' }] }];
  host.openai.reply(
    '/responses',
    answers.json({ id: 'resp_1', object: 'response', status: 'completed', output: refusal }),
  );

  const { error } = await compare();

  expect(error?.code).toBe('CONTENT_REFUSED');
});
