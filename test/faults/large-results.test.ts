import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { errorOf, textOf } from '../support/call-result.js';
import { type FakeOpenAI, startFakeOpenAI } from '../support/fake-openai.js';
import { ask, drew, picture, said } from '../support/openai-answers.js';
import { MODERN_META, type RawProcess, rawProcess, shakenProcess } from '../support/raw-process.js';
import { fixture } from '../support/served-process.js';

const MIB = 1_048_576;
const PLUGINS = {
  talkative: { from: fixture('talkative.ts') },
  painter: { from: fixture('painter.ts') },
};

let upstream: FakeOpenAI;
let picturesOf: Buffer[];
let text: string;

interface Link {
  uri: string;
  mimeType: string;
  size: number;
}

beforeAll(async () => {
  upstream = await startFakeOpenAI(({ path }) => ({
    json: path.endsWith('/images/generations') ? drew(...picturesOf) : said(text),
  }));
});

afterAll(() => upstream.stop());

describe.each(['legacy', 'modern'] as const)('a result for a client of the %s era', (era) => {
  let served: RawProcess;
  let nth = 0;

  beforeAll(async () => {
    const options = { upstream, config: { plugins: PLUGINS, openai: { api: 'responses' } } };
    served = await (era === 'legacy' ? shakenProcess(options) : rawProcess(options));
  });

  afterAll(() => served.stop());

  /** The result, and how many bytes its line has. */
  const call = async (name: string, args: unknown) => {
    const id = `${era}-${++nth}`;
    const meta = era === 'modern' ? { _meta: MODERN_META } : {};
    served.send({ jsonrpc: '2.0', id, method: 'tools/call', params: { name, arguments: args, ...meta } });
    const { result } = await served.message((message) => message.id === id);
    const line = served.lines().find((each) => each.includes(`"${id}"`))!;
    const blocks = result.content as ({ type: string; data: string } & Link)[];
    return {
      result,
      bytes: Buffer.byteLength(`${line}\n`),
      images: blocks.filter(({ type }) => type === 'image'),
      links: blocks.filter(({ type }) => type === 'resource_link'),
    };
  };

  test('shows as many of four large pictures as fit, and keeps them all as linked files', async () => {
    picturesOf = [1, 2, 3, 4].map((each) => picture(400_000 + each));

    const { result, bytes, images, links } = await call('generate-image', { prompt: 'Four hats', n: 4 });

    expect(bytes).toBeLessThanOrEqual(MIB);
    expect(images.map(({ data }) => data)).toEqual([picturesOf[0]!.toString('base64')]);
    expect(links.map(({ uri }) => readFileSync(new URL(uri)))).toEqual(picturesOf);
    expect(links.map(({ size }) => size)).toEqual(picturesOf.map(({ length }) => length));
    expect(result.structuredContent.images).toHaveLength(4);
    expect(textOf(result)).toMatch(/3 pictures are too large to show here/);
  });

  test('measures a picture as it is sent, not as it is kept', async () => {
    picturesOf = [picture(900_000)];

    const { bytes, images, links } = await call('generate-image', { prompt: 'A hat' });

    expect(bytes).toBeLessThanOrEqual(MIB);
    expect(images).toEqual([]);
    expect(readFileSync(new URL(links[0]!.uri))).toEqual(picturesOf[0]);
  });

  test('shows a picture that just fits', async () => {
    picturesOf = [picture(780_000)];

    const { bytes, images } = await call('generate-image', { prompt: 'A hat' });

    expect(bytes).toBeLessThanOrEqual(MIB);
    expect(bytes).toBeGreaterThan(MIB - 10_000);
    expect(images).toHaveLength(1);
  });

  test('keeps pictures without a file as linked files before they leave', async () => {
    const { result, bytes, images, links } = await call('paint-pictures', {
      bytes: 500_000,
      saved: 0,
      unsaved: 3,
    });

    expect(bytes).toBeLessThanOrEqual(MIB);
    expect(images.map(({ data }) => Buffer.from(data, 'base64')[0])).toEqual([1]);
    expect(links.map(({ uri }) => readFileSync(new URL(uri)))).toEqual(
      [2, 3].map((nth) => Buffer.alloc(500_000, nth)),
    );
    expect(textOf(result)).toContain('2 pictures are too large to show here; see the linked files.');
  });

  test.each([
    ['plain', 'word '.repeat(400_000)],
    ['of many bytes a letter', '€'.repeat(400_000)],
    ['of letters that JSON escapes', '\u0001'.repeat(200_000)],
    ['of pairs', `a${'😀'.repeat(300_000)}`],
  ])('cuts a long text, %s, and keeps the whole in a linked file', async (_, long) => {
    text = long;

    const { result, bytes, links } = await call('chat-completion', ask('Talk'));

    const kept = JSON.parse(readFileSync(new URL(links[0]!.uri), 'utf8'));
    expect(bytes).toBeLessThanOrEqual(MIB);
    expect(result.isError).toBeUndefined();
    expect(kept.text).toBe(long);
    const excerpt: string = result.structuredContent.text;
    expect(long.startsWith(excerpt.slice(0, -1)) && excerpt.isWellFormed()).toBe(true);
    expect(textOf(result)).toMatch(/long texts are cut here/);
    expect(textOf(result).isWellFormed()).toBe(true);
    expect(result._meta['openai-mcp-host/usage'].outputTokens).toBe(5);
  });

  test('does the same for a plugin of somebody else', async () => {
    const { bytes, links } = await call('repeat-text', { text: 'x', times: 3_000_000 });

    expect(bytes).toBeLessThanOrEqual(MIB);
    expect(readFileSync(new URL(links[0]!.uri), 'utf8')).toContain('x'.repeat(3_000_000));
  });

  test.each([100, 300_000, 400_000, 600_000, 3_000_000])(
    'keeps an error of %i letters below the limit',
    async (times) => {
      const { result, bytes } = await call('fail-at-length', { text: 'x', times });

      expect(bytes).toBeLessThanOrEqual(MIB);
      expect(['TALKED_TOO_MUCH', 'RESULT_TOO_LARGE']).toContain(errorOf(result)?.code);
    },
  );
});

test('a smaller limit of the operator holds for every result', async () => {
  const served = await shakenProcess({
    upstream,
    config: { server: { maxMessageBytes: 16_384 }, openai: { api: 'responses' } },
  });
  text = 'word '.repeat(10_000);
  picturesOf = [picture(20_000), picture(5_000)];

  await served.ask('tools/call', { name: 'chat-completion', arguments: ask('Talk') });
  await served.ask('tools/call', { name: 'generate-image', arguments: { prompt: 'Hats', n: 2 } });
  await served.ask('tools/call', { name: 'list-models', arguments: {} });
  await served.stop();

  const sizes = served
    .lines()
    .slice(1)
    .filter((line) => 'result' in JSON.parse(line))
    .map((line) => Buffer.byteLength(`${line}\n`));
  expect(sizes).toHaveLength(3);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(16_384);
});
