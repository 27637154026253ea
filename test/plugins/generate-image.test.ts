import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import nock from 'nock';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type BundledHost, bundledHost, onPost, onPostTo } from './bundled-host.js';

const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
const drawn = (count: number, more = {}) => ({
  created: 1,
  output_format: 'png',
  size: '1024x1024',
  data: Array.from({ length: count }, () => ({ b64_json: PNG.toString('base64') })),
  usage: { input_tokens: 10, output_tokens: 200, total_tokens: 210 },
  ...more,
});

describe('generate-image', () => {
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

  test('saves each picture, shows it, and links it', async () => {
    const sent = onPost('/images/generations', { body: drawn(2) });

    const { structured, text, blocks } = await host.call('generate-image', { prompt: 'A red fox', n: 2 });

    const files = (structured.images as { file: string }[]).map(({ file }) => file);
    expect(sent).toEqual([{ model: 'gpt-image-2.6-flare', prompt: 'A red fox', n: 2 }]);
    expect(structured.images).toMatchObject([{ size: '1024x1024' }, { size: '1024x1024' }]);
    expect(new Set(files).size).toBe(2);
    expect(await readFile(fileURLToPath(files[0]!))).toEqual(PNG);
    expect(files[0]).toMatch(/red-fox.*\.png$/);
    expect(text).toContain(files[1]);
    const shown = { type: 'image', data: PNG.toString('base64'), mimeType: 'image/png' };
    expect(blocks).toEqual([
      { ...shown, _meta: { 'openai-mcp-host/file': files[0] } },
      { ...shown, _meta: { 'openai-mcp-host/file': files[1] } },
      expect.objectContaining({
        type: 'resource_link',
        uri: files[0],
        mimeType: 'image/png',
        size: PNG.length,
      }),
      expect.objectContaining({ type: 'resource_link', uri: files[1] }),
    ]);
  });

  test('sends every parameter', async () => {
    const sent = onPost('/images/generations', { body: drawn(1, { output_format: 'webp' }) });
    const input = {
      prompt: 'A fox',
      model: 'gpt-image-2.5-sunburst',
      size: '1536x864',
      quality: 'max',
      n: 1,
      background: 'transparent',
      output_format: 'webp',
      output_compression: 80,
    };

    const { blocks } = await host.call('generate-image', input);

    expect(sent).toEqual([input]);
    expect(blocks[0]).toMatchObject({ mimeType: 'image/webp' });
  });

  test.each([
    ['standard', 'medium'],
    ['hd', 'high'],
  ])('sends the old quality %s by its new name, and says so', async (quality, current) => {
    const sent = onPost('/images/generations', { body: drawn(1) });

    const { text } = await host.call('generate-image', { prompt: 'A fox', quality });

    expect(sent[0]?.quality).toBe(current);
    expect(text).toMatch(new RegExp(`Note: .*${quality}.*${current}`));
  });

  test.each(['vivid', 'natural'])('puts the style %s into the prompt, and says so', async (style) => {
    const sent = onPost('/images/generations', { body: drawn(1) });

    const { text } = await host.call('generate-image', { prompt: 'A fox', style });

    expect(sent).toEqual([
      { model: 'gpt-image-2.6-flare', prompt: expect.stringMatching(`^A fox\n\nStyle: ${style}`), n: 1 },
    ]);
    expect(text).toMatch(new RegExp(`Note: .*put into the prompt: Style: ${style}`));
  });

  test('puts look, palette and composition into the prompt, each on its line', async () => {
    const sent = onPost('/images/generations', { body: drawn(1) });
    const style = { look: 'woodcut', palette: 'teal and sand', composition: 'rule of thirds' };

    const { text } = await host.call('generate-image', { prompt: 'A fox', style });

    expect(sent[0]?.prompt).toBe(
      'A fox\n\nStyle: woodcut.\nPalette: teal and sand.\nComposition: rule of thirds.',
    );
    expect(text).toContain('put into the prompt: Style: woodcut. Palette: teal and sand.');
  });

  test('filters as strictly as the settings say, and the call has no say in it', async () => {
    const settings = { moderation: 'low' };
    const lax = await bundledHost({ config: { plugins: { images: { settings } } } });
    const sent = onPost('/images/generations', { body: drawn(1) });

    await lax.call('generate-image', { prompt: 'A fox' });
    const { code } = await lax.call('generate-image', { prompt: 'A fox', moderation: 'auto' });

    expect(sent[0]?.moderation).toBe('low');
    expect(code).toBe('INPUT_INVALID');
    await lax.close();
  });

  test('passes on the prompt that a model made of the prompt', async () => {
    const data = [{ b64_json: PNG.toString('base64'), revised_prompt: 'A very red fox' }];
    onPost('/images/generations', { body: drawn(1, { data }) });

    const { structured, text } = await host.call('generate-image', { prompt: 'A fox' });

    expect(structured.images).toMatchObject([{ revised_prompt: 'A very red fox' }]);
    expect(text).toContain('Drawn from: A very red fox');
  });

  test('says when fewer pictures come than were asked for', async () => {
    onPost('/images/generations', { body: drawn(1) });

    const { structured, text } = await host.call('generate-image', { prompt: 'A fox', n: 3 });

    expect(structured.images).toHaveLength(1);
    expect(text).toContain('3 pictures were asked for; 1 came.');
  });

  test('has no result without a picture', async () => {
    onPost('/images/generations', { body: { created: 1 } });

    const { code } = await host.call('generate-image', { prompt: 'A fox' });

    expect(code).toBe('UPSTREAM_INVALID_RESPONSE');
  });

  test('returns pictures that the disk refuses, with a note in place of their files', async () => {
    const file = join(await mkdtemp(join(tmpdir(), 'pictures-')), 'file');
    await writeFile(file, '');
    const blocked = await bundledHost({ config: { files: { folder: join(file, 'below') } } });
    const data = ['A fox', 'A vixen'].map((revised_prompt) => ({
      b64_json: PNG.toString('base64'),
      revised_prompt,
    }));
    onPost('/images/generations', { body: drawn(2, { data }) });

    const { structured, text, blocks, isError } = await blocked.call('generate-image', {
      prompt: 'Foxes',
      n: 2,
    });

    const picture = { type: 'image', data: PNG.toString('base64'), mimeType: 'image/png' };
    expect(isError).toBe(false);
    expect(structured.images).toEqual([
      { size: '1024x1024', revised_prompt: 'A fox' },
      { size: '1024x1024', revised_prompt: 'A vixen' },
    ]);
    expect(blocks).toEqual([picture, picture]);
    expect(text).toContain('2 of 2 pictures could not be saved. The file could not be saved');
    expect(text).toContain('files.folder');
    await blocked.close();
  });

  test.each([
    ['1000x1000', '1008x1008'],
    ['8000x4500', '3840x2160'],
    ['3840x3840', '2880x2880'],
    ['1600x16', '1600x544'],
    ['16x1600', '544x1600'],
    ['00x00', '1408x480'],
    ['512x512', '816x816'],
  ])('refuses the size %s and names the nearest', async (size, nearest) => {
    const { code, text } = await host.call('generate-image', { prompt: 'A fox', size });

    expect([code, text]).toEqual(['SIZE_INVALID', expect.stringContaining(`Use ${nearest}, or auto.`)]);
  });

  test.each(['auto', '1024x1024', '3840x2160', '2160x3840', '1792x1024'])(
    'draws in the size %s',
    async (size) => {
      const sent = onPost('/images/generations', { body: drawn(1) });

      await host.call('generate-image', { prompt: 'A fox', size });

      expect(sent[0]?.size).toBe(size);
    },
  );

  test.each([
    ['a transparent JPEG', { background: 'transparent', output_format: 'jpeg' }, 'PARAMETERS_CONFLICT'],
    ['compression of a PNG', { output_compression: 50 }, 'PARAMETERS_CONFLICT'],
    ['an empty prompt', { prompt: '' }, 'INPUT_INVALID'],
    ['eleven pictures', { n: 11 }, 'INPUT_INVALID'],
    ['a size in words', { size: 'large' }, 'INPUT_INVALID'],
    ['a quality that there is not', { quality: 'ultra' }, 'INPUT_INVALID'],
  ])('refuses %s before anything is sent', async (_, input, code) => {
    const result = await host.call('generate-image', { prompt: 'A fox', ...input });

    expect(result.code).toBe(code);
  });

  test('asks other providers as their models have it', async () => {
    const base = 'http://models.test/v1';
    const other = await bundledHost({ config: { openai: { baseURL: base } } });
    const sent = onPostTo(base, '/images/generations', { body: drawn(1) }, { body: drawn(1) });

    await other.call('generate-image', { prompt: 'A fox', model: 'dall-e-3', style: 'vivid', quality: 'hd' });
    await other.call('generate-image', { prompt: 'A fox', model: 'flux', size: '500x500' });

    expect(sent).toEqual([
      {
        model: 'dall-e-3',
        prompt: 'A fox',
        n: 1,
        style: 'vivid',
        quality: 'hd',
        response_format: 'b64_json',
      },
      { model: 'flux', prompt: 'A fox', n: 1, size: '500x500', response_format: 'b64_json' },
    ]);
    await other.close();
  });
});
