import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import nock from 'nock';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type BundledHost, bundledHost, onPost } from './bundled-host.js';

const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
const fine = {
  flagged: false,
  categories: { violence: false, hate: false },
  category_scores: { violence: 0.01, hate: 0 },
};
const violent = {
  flagged: true,
  categories: { violence: true, hate: false },
  category_scores: { violence: 0.914, hate: 0.2 },
};
const judged = (...results: object[]) => ({
  body: { id: 'modr-1', model: 'omni-moderation-latest', results },
});

describe('moderate-content', () => {
  let host: BundledHost;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pictures-'));
    await writeFile(join(folder, 'fox.png'), PNG);
    await writeFile(join(folder, 'notes.png'), 'not a picture at all');
    host = await bundledHost({ config: { files: { roots: [folder] } } });
  });
  afterEach(() => {
    const pending = nock.pendingMocks();
    nock.cleanAll();
    expect(pending).toEqual([]);
  });
  afterAll(() => host.close());

  test('judges each text by itself', async () => {
    const sent = onPost('/moderations', judged(fine, violent));

    const { structured, text } = await host.call('moderate-content', { input: ['hello', 'I will hit you'] });

    expect(sent).toEqual([{ model: 'omni-moderation-latest', input: ['hello', 'I will hit you'] }]);
    expect(structured).toEqual({
      flagged: true,
      results: [
        { item: 'text 1', flagged: false, categories: [], scores: fine.category_scores },
        { item: 'text 2', flagged: true, categories: ['violence'], scores: violent.category_scores },
      ],
    });
    expect(text).toBe('Flagged 1 of 2:\ntext 2: violence (0.91)');
  });

  test('judges pictures from the web, from data and from an allowed folder, each by itself', async () => {
    const sent = onPost('/moderations', judged(fine), judged(fine), judged(fine), judged(fine));
    const data = `data:image/png;base64,${PNG.toString('base64')}`;

    const { structured, text } = await host.call('moderate-content', {
      input: 'hello',
      image_url: ['https://example.com/a.png', data, join(folder, 'fox.png')],
      model: 'omni-moderation-2024-09-26',
    });

    const picture = (url: string) => ({
      model: 'omni-moderation-2024-09-26',
      input: [{ type: 'image_url', image_url: { url } }],
    });
    expect(sent).toHaveLength(4);
    expect(sent).toEqual(
      expect.arrayContaining([
        { model: 'omni-moderation-2024-09-26', input: ['hello'] },
        picture('https://example.com/a.png'),
        picture(data),
      ]),
    );
    expect(structured).toMatchObject({
      flagged: false,
      results: [{ item: 'text 1' }, { item: 'image 1' }, { item: 'image 2' }, { item: 'image 3' }],
    });
    expect(text).toBe('Nothing was flagged (4 checked).');
  });

  test('judges a picture that a tool has made, by its address', async () => {
    await mkdir(join(host.dataFolder, 'files'), { recursive: true });
    await writeFile(join(host.dataFolder, 'files', 'made.png'), PNG);
    const sent = onPost('/moderations', judged(fine));

    const { structured } = await host.call('moderate-content', {
      image_url: 'openai-mcp-host://files/made.png',
    });

    const url = `data:image/png;base64,${PNG.toString('base64')}`;
    expect(structured).toMatchObject({ flagged: false });
    expect(sent).toMatchObject([{ input: [{ type: 'image_url', image_url: { url } }] }]);
  });

  test('goes by the scores that a call or the settings name, and says where OpenAI sees it otherwise', async () => {
    onPost('/moderations', judged(fine, violent));
    const own = await bundledHost({
      config: { plugins: { moderation: { settings: { thresholds: { violence: 0.95, hate: 0.1 } } } } },
    });

    const { structured, text } = await own.call('moderate-content', {
      input: ['hello', 'I will hit you'],
      thresholds: { hate: 0.15 },
    });
    await own.close();

    expect(structured).toMatchObject({
      flagged: true,
      results: [
        { item: 'text 1', flagged: false, categories: [] },
        { item: 'text 2', flagged: true, categories: ['hate'], flagged_by_openai: ['violence'] },
      ],
    });
    expect(text.split('\n')).toEqual([
      'Flagged 1 of 2:',
      'text 2: hate (0.20)',
      'text 2: hate (0.20) reaches your threshold of 0.15; OpenAI does not flag it.',
      'text 2: not flagged for violence (0.91), below your threshold of 0.95; OpenAI flags it.',
    ]);
  });

  test('flags at the very score that is named, and takes 0 for everything', async () => {
    onPost('/moderations', judged(violent), judged(fine));

    const at = await host.call('moderate-content', { input: 'a', thresholds: { hate: 0.2 } });
    const all = await host.call('moderate-content', { input: 'b', thresholds: { hate: 0 } });

    expect(at.structured).toMatchObject({ results: [{ categories: ['violence', 'hate'] }] });
    expect(all.structured).toMatchObject({ flagged: true, results: [{ categories: ['hate'] }] });
  });

  test('says which categories there are where a threshold names another', async () => {
    onPost('/moderations', judged(fine));

    const { code, text } = await host.call('moderate-content', {
      input: 'a',
      thresholds: { violance: 0.5 },
    });

    expect(code).toBe('INPUT_INVALID');
    expect(text).toContain('"violance"');
    expect(text).toContain('Its categories: violence, hate.');
  });

  test('passes on to which kind of input each score applies', async () => {
    const applied = { violence: ['image'], hate: [] };
    onPost('/moderations', judged({ ...violent, category_applied_input_types: applied }));

    const { structured } = await host.call('moderate-content', { image_url: 'https://example.com/a.png' });

    expect(structured).toMatchObject({
      results: [{ item: 'image 1', category_applied_input_types: applied }],
    });
  });

  test('has no result where a verdict is missing', async () => {
    onPost('/moderations', judged(fine), { body: {} });

    const short = await host.call('moderate-content', { input: ['a', 'b'] });
    const none = await host.call('moderate-content', { input: 'a' });

    expect([short.code, none.code]).toEqual(['UPSTREAM_INVALID_RESPONSE', 'UPSTREAM_INVALID_RESPONSE']);
  });

  test.each([
    ['a call with nothing to judge', () => ({}), 'INPUT_INVALID'],
    ['empty lists', () => ({ input: [], image_url: [] }), 'INPUT_INVALID'],
    ['/etc/passwd', () => ({ image_url: 'file:///etc/passwd' }), 'PATH_NOT_ALLOWED'],
    ['another scheme', () => ({ image_url: 'ftp://example.com/a.png' }), 'NOT_AN_IMAGE'],
    ['data that is no picture', () => ({ image_url: 'data:text/plain;base64,aGk=' }), 'NOT_AN_IMAGE'],
    [
      'a file that only looks like a picture',
      () => ({ image_url: join(folder, 'notes.png') }),
      'NOT_AN_IMAGE',
    ],
  ])('refuses %s before anything is sent', async (_, input, code) => {
    const result = await host.call('moderate-content', input());

    expect(result.code).toBe(code);
  });
});
