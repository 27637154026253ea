import { randomBytes } from 'node:crypto';
import { mkdtemp, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import nock from 'nock';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type BundledHost, bundledHost, chatted, onPost, onPostTo, said } from '../bundled-host.js';

const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
const PNG_URL = `data:image/png;base64,${PNG.toString('base64')}`;
const base64 = (bytes: Buffer | string) => Buffer.from(bytes).toString('base64');
const WEB = 'https://example.com/fox.png';

describe('analyze-image', () => {
  let host: BundledHost;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pictures-'));
    await writeFile(join(folder, 'fox.png'), PNG);
    await writeFile(join(folder, 'notes.png'), 'not a picture at all');
    const outside = await mkdtemp(join(tmpdir(), 'elsewhere-'));
    await writeFile(join(outside, 'secret.png'), PNG);
    await symlink(join(outside, 'secret.png'), join(folder, 'link.png'));
    host = await bundledHost({ config: { files: { roots: [folder] } } });
  });
  afterEach(() => {
    const pending = nock.pendingMocks();
    nock.cleanAll();
    expect(pending).toEqual([]);
  });
  afterAll(() => host.close());

  test('asks about a picture on the web, which OpenAI fetches', async () => {
    const sent = onPost('/responses', { body: said('A fox.') });

    const { structured, text } = await host.call('analyze-image', { image_url: WEB });

    expect(sent).toMatchObject([
      {
        model: 'gpt-6.2-sol',
        input: [
          {
            role: 'user',
            content: [
              { type: 'input_text', text: 'What does this image show?' },
              { type: 'input_image', image_url: WEB, detail: 'auto' },
            ],
          },
        ],
        max_output_tokens: 16_384,
      },
    ]);
    expect(structured).toEqual({ text: 'A fox.' });
    expect(text).toBe('A fox.');
  });

  test("takes the operator's defaults", async () => {
    const house = await bundledHost({
      config: { defaults: { model: 'house-model', maxTokens: 99, temperature: 0.3 } },
    });
    const sent = onPost('/responses', { body: said('A fox.') });

    await house.call('analyze-image', { image_url: WEB });

    expect(sent).toMatchObject([{ model: 'house-model', max_output_tokens: 99, temperature: 0.3 }]);
    await house.close();
  });

  test('sends every parameter', async () => {
    const sent = onPost('/responses', { body: said('Red.') });

    await host.call('analyze-image', {
      image_url: PNG_URL,
      prompt: 'Which colour?',
      model: 'gpt-6-luna',
      max_tokens: 300,
      detail: 'high',
    });

    expect(sent[0]).toMatchObject({
      model: 'gpt-6-luna',
      max_output_tokens: 300,
      input: [{ content: [{ text: 'Which colour?' }, { image_url: PNG_URL, detail: 'high' }] }],
    });
  });

  test.each([
    ['by its path', () => join(folder, 'fox.png')],
    ['by its file: URL', () => pathToFileURL(join(folder, 'fox.png')).href],
  ])('reads a picture in an allowed folder %s', async (_, source) => {
    const sent = onPost('/responses', { body: said('A fox.') });

    await host.call('analyze-image', { image_url: source() });

    expect(JSON.stringify(sent[0])).toContain(PNG_URL);
  });

  test('sends a data URL under the type that its content has', async () => {
    const sent = onPost('/responses', { body: said('A fox.') });

    await host.call('analyze-image', { image_url: `data:image/jpeg;base64,${base64(PNG)}` });

    expect(JSON.stringify(sent[0])).toContain(PNG_URL);
  });

  test.each([
    ['image/jpeg', Buffer.from('ffd8ffe000104a464946', 'hex')],
    ['image/gif', Buffer.from('GIF89a\x01\x00')],
    ['image/webp', Buffer.from('RIFF\x24\x00\x00\x00WEBPVP8 ')],
  ])('knows %s by its content', async (type, bytes) => {
    const sent = onPost('/responses', { body: said('A fox.') });

    await host.call('analyze-image', { image_url: `data:${type};base64,${base64(bytes)}` });

    expect(JSON.stringify(sent[0])).toContain(`data:${type};base64,${base64(bytes)}`);
  });

  test.each([
    ['a data URL of a text', () => `data:image/png;base64,${base64('hello')}`, 'NOT_AN_IMAGE'],
    ['a data URL without base64', () => 'data:image/png,hello', 'NOT_AN_IMAGE'],
    ['broken base64', () => `${PNG_URL}!!`, 'DATA_URL_INVALID'],
    ['an empty data URL', () => 'data:image/png;base64,', 'DATA_URL_INVALID'],
    ['a malformed URL', () => 'https://', 'NOT_AN_IMAGE'],
    ['another scheme', () => 'ftp://example.com/fox.png', 'URL_NOT_ALLOWED'],
    ['a script', () => 'javascript:alert(1)', 'FILE_NOT_FOUND'],
    ['a file that only looks like a picture', () => join(folder, 'notes.png'), 'NOT_AN_IMAGE'],
    ['/etc/passwd', () => 'file:///etc/passwd', 'PATH_NOT_ALLOWED'],
    ['a path that climbs out', () => join(folder, '..', 'x.png'), 'PATH_NOT_ALLOWED'],
    ['a link out of the folder', () => join(folder, 'link.png'), 'PATH_NOT_ALLOWED'],
    ['a file that is not there', () => join(folder, 'none.png'), 'FILE_NOT_FOUND'],
  ])('refuses %s before anything is sent', async (_, source, code) => {
    const result = await host.call('analyze-image', { image_url: source() });

    expect(result.code).toBe(code);
  });

  test('tells a refusal, an empty answer and a cut one', async () => {
    const limit = { incomplete_details: { reason: 'max_output_tokens' } };
    const refusal = [
      { type: 'message', role: 'assistant', content: [{ type: 'refusal', refusal: 'I will not.' }] },
    ];
    onPost(
      '/responses',
      { body: said('', { output: refusal }) },
      { body: said('', { ...limit, output: [] }) },
      { body: said('A f', limit) },
      { body: { object: 'nothing' } },
    );

    const refused = await host.call('analyze-image', { image_url: WEB });
    const empty = await host.call('analyze-image', { image_url: WEB });
    const cut = await host.call('analyze-image', { image_url: WEB, max_tokens: 3 });
    const odd = await host.call('analyze-image', { image_url: WEB });

    expect([refused.code, empty.code, odd.code]).toEqual([
      'CONTENT_REFUSED',
      'OUTPUT_INCOMPLETE',
      'UPSTREAM_INVALID_RESPONSE',
    ]);
    expect(refused.text).toContain('I will not.');
    expect(cut.text).toMatch(/^A f\n.*raised to 16.*stops at the token limit/s);
  });

  test('looks at several pictures under their numbers', async () => {
    const sent = onPost('/responses', { body: said('A fox and a cat.') });

    await host.call('analyze-image', { image_url: [WEB, join(folder, 'fox.png')], prompt: 'Which?' });

    expect(sent[0]).toMatchObject({
      input: [
        {
          content: [
            { text: 'Which?' },
            { text: 'Image 1:' },
            { image_url: WEB },
            { text: 'Image 2:' },
            { image_url: PNG_URL },
          ],
        },
      ],
    });
  });

  test('answers by a JSON Schema, checked', async () => {
    const json_schema = { type: 'object', properties: { animals: { type: 'array' } }, required: ['animals'] };
    const sent = onPost('/responses', { body: said('{"animals": ["fox"]}') });

    const { structured } = await host.call('analyze-image', { image_url: WEB, json_schema });

    expect(structured).toEqual({ text: '{"animals": ["fox"]}', json: { animals: ['fox'] } });
    expect(sent[0]).toMatchObject({ text: { format: { type: 'json_schema', name: 'answer' } } });
  });

  test('takes ten pictures of 4 MB, whose answer is short all the same', async () => {
    const large = Buffer.concat([PNG, randomBytes(4 * 1024 * 1024)]);
    await Promise.all(Array.from({ length: 10 }, (_, at) => writeFile(join(folder, `${at}.png`), large)));
    const sent = onPost('/responses', { body: said('Ten.') });

    const { text } = await host.call('analyze-image', {
      image_url: Array.from({ length: 10 }, (_, at) => join(folder, `${at}.png`)),
    });

    const [{ input }] = sent as [{ input: { content: { image_url?: string }[] }[] }];
    const urls = input[0]!.content.flatMap(({ image_url }) => image_url ?? []);
    const url = `data:image/png;base64,${large.toString('base64')}`;
    expect(text).toBe('Ten.');
    expect(urls.map((one) => one === url)).toEqual(Array(10).fill(true));
  });

  test('refuses more than 50 MB together before anything is sent', async () => {
    const large = Buffer.concat([PNG, Buffer.alloc(26 * 1024 * 1024)]);
    await writeFile(join(folder, 'large.png'), large);

    const { code } = await host.call('analyze-image', {
      image_url: [join(folder, 'large.png'), join(folder, 'large.png')],
    });

    expect(code).toBe('IMAGE_TOO_LARGE');
  });

  test('goes over Chat Completions at a provider without the Responses API, and remembers', async () => {
    const base = 'http://models.test/v1';
    const other = await bundledHost({ config: { openai: { baseURL: base } } });
    const probes = onPostTo(base, '/responses', {
      status: 404,
      body: { error: { message: 'no such route' } },
    });
    const sent = onPostTo(
      base,
      '/chat/completions',
      { body: chatted({ content: 'A fox.' }) },
      { body: chatted({ content: 'A cat.' }) },
    );

    const first = await other.call('analyze-image', {
      image_url: PNG_URL,
      prompt: 'What?',
      model: 'llava',
      max_tokens: 9,
    });
    const second = await other.call('analyze-image', { image_url: PNG_URL, model: 'llava' });

    expect([first.text, second.text, probes.length]).toEqual(['A fox.', 'A cat.', 1]);
    expect(sent[0]).toMatchObject({
      model: 'llava',
      max_tokens: 9,
      messages: [
        {
          role: 'user',
          content: [
            { type: 'text', text: 'What?' },
            { type: 'image_url', image_url: { url: PNG_URL, detail: 'auto' } },
          ],
        },
      ],
    });
    await other.close();
  });
});
