import { readFileSync } from 'node:fs';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { textOf } from '../support/call-result.js';
import { type FakeOpenAI, startFakeOpenAI } from '../support/fake-openai.js';
import { drew } from '../support/openai-answers.js';
import { noisy } from '../support/pictures.js';
import { type RawProcess, shakenProcess } from '../support/raw-process.js';

const MIB = 1_048_576;

let large: Buffer;
let upstream: FakeOpenAI;
let served: RawProcess;

beforeAll(async () => {
  large = await noisy(1280, 1024);
  upstream = await startFakeOpenAI(({ body }) => ({ json: drew(...Array(body.n).fill(large)) }));
  served = await shakenProcess({ upstream });
});

afterAll(async () => {
  await served.stop();
  await upstream.stop();
});

test('ten pictures of 4 MB are all shown, smaller, and kept as they are, within 1 MiB', async () => {
  const { result } = await served.ask('tools/call', {
    name: 'generate-image',
    arguments: { prompt: 'Noise', n: 10 },
  });

  const line = served.lines().find((each) => each.includes('resource_link'))!;
  const blocks = result.content as { type: string; data: string; mimeType: string; uri: string }[];
  const previews = blocks.filter(({ type }) => type === 'image');
  const links = blocks.filter(({ type }) => type === 'resource_link');
  expect(large.length).toBeGreaterThan(3_900_000);
  expect(Buffer.byteLength(line)).toBeLessThanOrEqual(MIB);
  expect(previews).toHaveLength(10);
  for (const { data, mimeType } of previews) {
    const { format, width } = await sharp(Buffer.from(data, 'base64')).metadata();
    expect([`image/${format}`, data.length <= 80_000]).toEqual([mimeType, true]);
    expect(width).toBeGreaterThanOrEqual(256);
  }
  expect(new Set(links.map(({ uri }) => uri)).size).toBe(10);
  for (const { uri } of links) expect(readFileSync(new URL(uri)).equals(large)).toBe(true);
  expect(textOf(result)).not.toContain('too large');
});
