import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import nock from 'nock';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { noisy, plain } from '../support/pictures.js';
import { type BundledHost, bundledHost, onPost } from './bundled-host.js';

const PATH = '/images/generations';
const answerWith = (pictures: Buffer[], output_format = 'png') => ({
  body: {
    created: 1,
    ...{ output_format, size: '1024x1024' },
    data: pictures.map((data) => ({ b64_json: data.toString('base64') })),
    usage: { input_tokens: 10, output_tokens: 200, total_tokens: 210 },
  },
});
const shownIn = (blocks: Record<string, unknown>[]) =>
  blocks
    .filter(({ type }) => type === 'image')
    .map(({ data, mimeType }) => ({ data: Buffer.from(data as string, 'base64'), mimeType }));

describe('drawn pictures', () => {
  let host: BundledHost;

  beforeAll(async () => {
    host = await bundledHost();
  });
  afterEach(() => nock.cleanAll());
  afterAll(() => host.close());

  test('are shown as they are where they are small', async () => {
    const picture = await plain(512, 512);
    onPost(PATH, answerWith([picture, picture]));

    const { blocks } = await host.call('generate-image', { prompt: 'A wall', n: 2 });

    expect(shownIn(blocks)).toEqual([
      { data: picture, mimeType: 'image/png' },
      { data: picture, mimeType: 'image/png' },
    ]);
  });

  test('are numbered in their order, the larger ones too', async () => {
    const pictures = [await noisy(1024, 1024), await plain(64, 64), await plain(32, 32)];
    onPost(PATH, answerWith(pictures));

    const { structured } = await host.call('generate-image', { prompt: 'Three walls', n: 3 });

    const names = (structured.images as { file: string }[]).map(({ file }) => file.split('/').at(-1));
    expect(names).toEqual(['three-walls.png', 'three-walls-2.png', 'three-walls-3.png']);
  });

  test('keep their transparency in a preview', async () => {
    const fog = await sharp(await noisy(1024, 1024))
      .ensureAlpha(0.5)
      .png({ compressionLevel: 1 })
      .toBuffer();
    onPost(PATH, answerWith([fog]));

    const { blocks, structured } = await host.call('generate-image', { prompt: 'Fog' });

    const [preview] = shownIn(blocks);
    const [{ file }] = structured.images as [{ file: string }];
    expect(preview!.mimeType).toBe('image/webp');
    expect(preview!.data.length).toBeLessThanOrEqual(60_000);
    expect((await sharp(preview!.data).metadata()).hasAlpha).toBe(true);
    expect((await readFile(fileURLToPath(file))).equals(fog)).toBe(true);
  });

  test('that are drawn as SVG are kept as that and shown as pixels', async () => {
    const svg = Buffer.from(
      '<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64"><circle cx="32" cy="32" r="30"/></svg>',
    );
    const sent = onPost(PATH, answerWith([svg], 'svg'));

    const { blocks, structured } = await host.call('generate-image', {
      prompt: 'A dot',
      output_format: 'svg',
    });

    const [{ file }] = structured.images as [{ file: string }];
    expect(sent[0]).toMatchObject({ output_format: 'svg', n: 1 });
    expect(file).toMatch(/a-dot.*\.svg$/);
    expect(await readFile(fileURLToPath(file))).toEqual(svg);
    expect((await sharp(shownIn(blocks)[0]!.data).metadata()).width).toBe(64);
  });

  test('that move are kept and shown as GIF', async () => {
    const gif = await plain(32, 32, 'gif');
    onPost(PATH, answerWith([gif], 'gif'));

    const { blocks, structured } = await host.call('generate-image', {
      prompt: 'A flag',
      output_format: 'gif',
    });

    const [{ file }] = structured.images as [{ file: string }];
    expect(file).toMatch(/a-flag.*\.gif$/);
    expect(shownIn(blocks)).toEqual([{ data: gif, mimeType: 'image/gif' }]);
  });

  test('never take the place of each other, whatever is drawn at the same time', async () => {
    const pictures = await Promise.all(Array.from({ length: 12 }, (_, at) => plain(16 + at, 16)));
    onPost(PATH, ...pictures.map((picture) => answerWith([picture, picture])));
    const ask = { prompt: 'The same words', n: 2 };

    const results = await Promise.all(pictures.map(() => host.call('generate-image', ask)));

    const files = results.flatMap(({ structured }) => structured.images as { file: string }[]);
    const kept = await Promise.all(files.map(({ file }) => readFile(fileURLToPath(file))));
    const widths = await Promise.all(kept.map(async (data) => (await sharp(data).metadata()).width));
    expect(new Set(files.map(({ file }) => file)).size).toBe(24);
    expect(widths.toSorted()).toEqual(pictures.flatMap((_, at) => [16 + at, 16 + at]));
    for (const { file } of files) expect(file).toMatch(/the-same-words(-\d+)?\.png$/);
  });

  test('leave no preview behind as a file where the client takes only small results', async () => {
    const narrow = await bundledHost({ config: { server: { maxMessageBytes: 65_536 } } });
    const large = await noisy(640, 640);
    onPost(PATH, answerWith([large, large, large]));

    const { blocks, text, structured } = await narrow.call('generate-image', { prompt: 'Noise', n: 3 });

    const [{ file }] = structured.images as [{ file: string }];
    const folder = fileURLToPath(new URL('.', file));
    expect(text).toMatch(/Note: \d pictures? (is|are) too large to show here; see the linked files\./);
    expect(blocks.filter(({ type }) => type === 'resource_link')).toHaveLength(3);
    expect(await readdir(folder)).toHaveLength(3);
    await narrow.close();
  });
});
