import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import nock from 'nock';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { dataUrl, plain } from '../support/pictures.js';
import { fieldsOf, filesOf, onForm } from '../support/sent-forms.js';
import { type BundledHost, bundledHost } from './bundled-host.js';

let picture: Buffer;
const drawn = () => ({
  body: {
    created: 1,
    data: [{ b64_json: picture.toString('base64') }],
    usage: { input_tokens: 300, output_tokens: 200, total_tokens: 500 },
  },
});

describe('create-image-variation', () => {
  let host: BundledHost;

  beforeAll(async () => {
    picture = await plain(64, 64);
    host = await bundledHost();
  });
  afterEach(() => {
    const pending = nock.pendingMocks();
    nock.cleanAll();
    expect(pending).toEqual([]);
  });
  afterAll(() => host.close());

  test('goes by an edit at OpenAI, where the endpoint for variations is gone', async () => {
    const sent = onForm('https://api.openai.com/v1', '/images/edits', drawn());

    const { structured, isError } = await host.call('create-image-variation', {
      ...{ image: dataUrl(picture, 'image/png'), prompt: 'In winter', size: '1024x1536', quality: 'low' },
    });

    expect(isError).toBe(false);
    expect(fieldsOf(sent[0]!)).toEqual({
      ...{ model: 'gpt-image-2.6-flare', n: '1', size: '1024x1536', quality: 'low' },
      prompt: expect.stringMatching(/^Make a variation of this picture: .*\n\nIn winter$/s),
    });
    expect(filesOf(sent[0]!)).toEqual([
      { name: 'image', filename: 'image-1.png', type: 'image/png', data: picture },
    ]);
    expect(structured.images).toMatchObject([{ file: expect.stringMatching(/variation-of-.*\.png$/) }]);
  });

  test('goes by the old endpoint where it lives, and says what that does not take', async () => {
    const base = 'http://models.test/v1';
    const other = await bundledHost({ config: { openai: { baseURL: base } } });
    const sent = onForm(base, '/images/variations', drawn());

    const { text, isError } = await other.call('create-image-variation', {
      ...{ image: dataUrl(picture, 'image/png'), model: 'dall-e-2', size: '512x512', n: 2 },
      prompt: 'In winter',
    });

    expect(isError).toBe(false);
    expect(fieldsOf(sent[0]!)).toEqual({
      ...{ model: 'dall-e-2', size: '512x512', n: '2', response_format: 'b64_json' },
    });
    expect(filesOf(sent[0]!)).toEqual([
      { name: 'image', filename: 'image-1.png', type: 'image/png', data: picture },
    ]);
    expect(text).toContain('Variations of dall-e-2 take no prompt; dropped.');
    expect(text).toContain('2 pictures were asked for; 1 came.');
    await other.close();
  });

  test('refuses what is no picture', async () => {
    const { code } = await host.call('create-image-variation', {
      image: dataUrl(Buffer.from('Hello there'), 'image/png'),
    });

    expect(code).toBe('NOT_AN_IMAGE');
  });

  test('says of an empty picture that it is empty, and which one it is', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'pictures-'));
    await writeFile(join(folder, 'sea.png'), '');
    const other = await bundledHost({ config: { files: { roots: [folder] } } });

    const { code, text } = await other.call('create-image-variation', { image: join(folder, 'sea.png') });
    await other.close();

    expect(code).toBe('NOT_AN_IMAGE');
    expect(text).toContain('(sea.png) is empty');
  });
});
