import { mkdtemp, readFile, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import nock from 'nock';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { dataUrl, leftHalf, plain } from '../support/pictures.js';
import { fieldsOf, filesOf, onForm } from '../support/sent-forms.js';
import { type BundledHost, bundledHost, sse } from './bundled-host.js';

const OPENAI = 'https://api.openai.com/v1';
const EDITS = '/images/edits';

let answer: Buffer;
const drawn = (count = 1, more = {}) => ({
  body: {
    created: 1,
    output_format: 'png',
    size: '1024x1024',
    data: Array.from({ length: count }, () => ({ b64_json: answer.toString('base64') })),
    usage: { input_tokens: 300, output_tokens: 200, total_tokens: 500 },
    ...more,
  },
});

describe('edit-image', () => {
  let host: BundledHost;
  let folder: string;
  const file = async (name: string, data: Buffer) => {
    await writeFile(join(folder, name), data);
    return join(folder, name);
  };

  beforeAll(async () => {
    answer = await plain(64, 64);
    folder = await mkdtemp(join(tmpdir(), 'pictures-'));
    host = await bundledHost({ config: { files: { roots: [folder] } } });
  });
  afterEach(() => {
    const pending = nock.pendingMocks();
    nock.cleanAll();
    expect(pending).toEqual([]);
  });
  afterAll(() => host.close());

  test('sends a picture byte for byte, under a name of its own, with its type and every parameter', async () => {
    const picture = await plain(40, 30, 'jpeg');
    const path = await file('my secret holiday.jpg', picture);
    const sent = onForm(OPENAI, EDITS, drawn(2));
    const wishes = { size: '1536x1024', quality: 'high', n: 2, background: 'opaque', output_format: 'webp' };

    const { structured, isError } = await host.call('edit-image', {
      ...{ image: [path], prompt: 'Add a boat.\nAt sea.', model: 'gpt-image-2.6-sunburst' },
      ...wishes,
    });

    expect(isError).toBe(false);
    expect(fieldsOf(sent[0]!)).toEqual({
      ...{ ...wishes, n: '2' },
      ...{ prompt: 'Add a boat.\nAt sea.', model: 'gpt-image-2.6-sunburst' },
    });
    expect(filesOf(sent[0]!)).toEqual([
      { name: 'image', filename: 'image-1.jpg', type: 'image/jpeg', data: picture },
    ]);
    expect(structured.images).toHaveLength(2);
  });

  test('sends sixteen pictures as sixteen parts, in order, and refuses a seventeenth', async () => {
    const pictures = await Promise.all(Array.from({ length: 16 }, (_, at) => plain(20 + at, 20, 'webp')));
    const image = pictures.map((data) => dataUrl(data, 'image/webp'));
    const sent = onForm(OPENAI, EDITS, drawn());

    const taken = await host.call('edit-image', { image, prompt: 'Join them' });
    const refused = await host.call('edit-image', { image: [...image, image[0]], prompt: 'Join them' });

    expect(taken.isError).toBe(false);
    expect(filesOf(sent[0]!)).toEqual(
      pictures.map((data, at) => ({
        ...{ name: 'image[]', filename: `image-${at + 1}.webp`, type: 'image/webp' },
        data,
      })),
    );
    expect(refused.text).toContain('image must have at most 16 items (it has 17)');
  });

  test('goes on from what it made itself', async () => {
    onForm(OPENAI, EDITS, drawn());
    const first = await host.call('edit-image', {
      image: [dataUrl(await plain(32, 32), 'image/png')],
      prompt: 'Add a hat',
    });
    const [{ file: made }] = first.structured.images as [{ file: string }];
    const name = fileURLToPath(made).split('/').at(-1)!;
    const sent = onForm(OPENAI, EDITS, drawn(), drawn());

    await host.call('edit-image', { image: [made], prompt: 'A red one' });
    await host.call('edit-image', { image: [`openai-mcp-host://files/${name}`], prompt: 'A blue one' });

    expect(sent.map((parts) => filesOf(parts)[0]!.data)).toEqual([answer, answer]);
  });

  test('repaints what the mask leaves open', async () => {
    const picture = await plain(48, 32);
    const mask = await leftHalf(48, 32);
    const sent = onForm(OPENAI, EDITS, drawn());

    const { isError } = await host.call('edit-image', {
      ...{ image: [dataUrl(picture, 'image/png')], mask: dataUrl(mask, 'image/png') },
      prompt: 'Snow',
    });

    expect(isError).toBe(false);
    expect(filesOf(sent[0]!)).toEqual([
      { name: 'image', filename: 'image-1.png', type: 'image/png', data: picture },
      { name: 'mask', filename: 'mask.png', type: 'image/png', data: mask },
    ]);
  });

  test('compares a mask with the picture as it is seen, not as it lies in the file', async () => {
    const turned = await sharp(await plain(60, 40, 'jpeg'))
      .withMetadata({ orientation: 6 })
      .toBuffer();
    onForm(OPENAI, EDITS, drawn());

    const { isError } = await host.call('edit-image', {
      image: [dataUrl(turned, 'image/jpeg')],
      ...{ mask: dataUrl(await leftHalf(40, 60), 'image/png'), prompt: 'Snow' },
    });

    expect(isError).toBe(false);
  });

  test.each([
    ['of another size', () => leftHalf(50, 32), 'The mask has 50x32 pixels, the picture 48x32.'],
    ['that is no PNG', () => plain(48, 32, 'webp', 0), 'The mask is image/webp, no PNG.'],
    ['without transparency', () => plain(48, 32), 'The mask has no transparency'],
    ['that is nowhere transparent', () => plain(48, 32, 'png', 1), 'No pixel of the mask is fully'],
    ['that is nowhere quite transparent', () => plain(48, 32, 'png', 0.5), 'No pixel of the mask is fully'],
  ])('refuses a mask %s before anything is sent', async (_, mask, why) => {
    const { code, text } = await host.call('edit-image', {
      image: [dataUrl(await plain(48, 32), 'image/png')],
      ...{ mask: dataUrl(await mask(), 'image/png'), prompt: 'Snow' },
    });

    expect(code).toBe('MASK_INVALID');
    expect(text).toContain(why);
    expect(text).toContain('Send a PNG as large as the first picture');
  });

  test('grows the canvas: the picture stands where it belongs, the mask is open around it', async () => {
    const picture = await plain(1000, 600);
    const sent = onForm(OPENAI, EDITS, drawn());

    await host.call('edit-image', {
      ...{ image: [dataUrl(picture, 'image/png')], prompt: 'A wide beach' },
      expand: { left: 200, top: 40 },
    });

    const [canvas, mask] = await Promise.all(
      filesOf(sent[0]!).map(({ data }) => sharp(data).raw().toBuffer({ resolveWithObject: true })),
    );
    const alphaAt = ({ data, info }: typeof canvas & {}, x: number, y: number) =>
      data[(y * info.width + x) * info.channels + 3];
    expect(fieldsOf(sent[0]!)).toMatchObject({ size: '1200x640' });
    expect(fieldsOf(sent[0]!).prompt).toMatch(/^A wide beach\n\nExtend the picture/);
    for (const layer of [canvas!, mask!]) {
      expect(layer.info).toMatchObject({ width: 1200, height: 640, channels: 4 });
      expect(alphaAt(layer, 199, 300)).toBe(0);
      expect(alphaAt(layer, 600, 39)).toBe(0);
      expect(alphaAt(layer, 200, 40)).toBe(255);
      expect(alphaAt(layer, 1199, 639)).toBe(255);
    }
    expect([...canvas!.data.subarray((300 * 1200 + 600) * 4).subarray(0, 3)]).toEqual([200, 90, 40]);
  });

  test('scales what would be too large, and says so; further pictures go along', async () => {
    const [large, other] = [await plain(4000, 2000, 'jpeg'), await plain(30, 30)];
    const sent = onForm(OPENAI, EDITS, drawn());

    const { text } = await host.call('edit-image', {
      image: [dataUrl(large, 'image/jpeg'), dataUrl(other, 'image/png')],
      ...{ prompt: 'Sky', expand: { top: 1000 } },
    });

    const files = filesOf(sent[0]!);
    const pictures = files.filter(({ name }) => name === 'image[]');
    expect(files).toHaveLength(3);
    expect(pictures.map(({ filename }) => filename)).toEqual(['image-1.png', 'image-2.png']);
    expect(pictures[1]!.data).toEqual(other);
    expect(text).toMatch(/Note: The picture was scaled to \d\d % for a canvas of \d+x\d+\./);
  });

  test('says of each of several pictures which one is none', async () => {
    const image = [
      dataUrl(await plain(30, 30), 'image/png'),
      dataUrl(await plain(30, 30, 'gif'), 'image/gif'),
    ];

    const { code, text } = await host.call('edit-image', { image, prompt: 'Join them' });

    expect(code).toBe('NOT_AN_IMAGE');
    expect(text).toMatch(/image-2 \(.+\) is image\/gif/);
  });

  test.each([
    ['words', Buffer.from('No picture at all'), 'NOT_AN_IMAGE'],
    ['a page', Buffer.from('<!doctype html><p>Hi</p>'), 'NOT_AN_IMAGE'],
  ])('refuses %s under the name of a picture', async (_, content, code) => {
    const path = await file('picture.png', content);

    const result = await host.call('edit-image', { image: [path], prompt: 'Snow' });

    expect(result.code).toBe(code);
  });

  test('refuses a damaged picture where it is to be drawn upon', async () => {
    const whole = await plain(900, 900, 'jpeg');
    const image = [dataUrl(whole.subarray(0, 700), 'image/jpeg')];

    const { code, text } = await host.call('edit-image', { image, prompt: 'Snow', expand: { left: 90 } });

    expect(code).toBe('NOT_AN_IMAGE');
    expect(text).toContain('The first picture is damaged.');
  });

  test('refuses a picture of more than 50 MB, without reading it', async () => {
    const path = await file('huge.png', await plain(8, 8));
    await truncate(path, 50 * 1024 * 1024 + 1);

    const { code } = await host.call('edit-image', { image: [path], prompt: 'Snow' });

    expect(code).toBe('FILE_TOO_LARGE');
  });

  test('refuses a path outside the allowed folders', async () => {
    const { code } = await host.call('edit-image', { image: ['/etc/passwd'], prompt: 'Snow' });

    expect(code).toBe('PATH_NOT_ALLOWED');
  });

  test.each([
    ['a mask beside expand', { mask: 'mask.png', expand: { left: 10 } }, 'PARAMETERS_CONFLICT'],
    ['a size beside expand', { size: '1024x1024', expand: { left: 10 } }, 'PARAMETERS_CONFLICT'],
    ['an expand that grows nothing', { expand: {} }, 'PARAMETERS_CONFLICT'],
    ['pixels and a size', { expand: { left: 9, size: '2048x2048' } }, 'PARAMETERS_CONFLICT'],
    ['an anchor without a size', { expand: { left: 9, anchor: 'top' } }, 'PARAMETERS_CONFLICT'],
    ['a canvas no model draws', { expand: { size: '2001x2000' } }, 'SIZE_INVALID'],
    ['a canvas that is too long', { expand: { left: 3840, right: 3840 } }, 'SIZE_INVALID'],
    ['less than nothing', { expand: { left: -10 } }, 'INPUT_INVALID'],
    ['a side that there is not', { expand: { north: 10 } }, 'INPUT_INVALID'],
    [
      'expand with a model of few sizes',
      { expand: { left: 9 }, model: 'gpt-image-1.5' },
      'PARAMETERS_CONFLICT',
    ],
    ['no picture', { image: [] }, 'INPUT_INVALID'],
    ['a transparent JPEG', { background: 'transparent', output_format: 'jpeg' }, 'PARAMETERS_CONFLICT'],
  ])('refuses %s before anything is sent', async (_, more, code) => {
    const image = [dataUrl(await plain(800, 600), 'image/png')];

    const result = await host.call('edit-image', { image, prompt: 'Snow', ...more });

    expect(result.code).toBe(code);
  });

  test('says input_fidelity to the models that take it, and to no other', async () => {
    const settings = { inputFidelity: 'high', moderation: 'low' };
    const faithful = await bundledHost({ config: { plugins: { images: { settings } } } });
    const image = [dataUrl(await plain(30, 30), 'image/png')];
    const sent = onForm(OPENAI, EDITS, drawn(), drawn());

    await faithful.call('edit-image', { image, prompt: 'Snow', model: 'gpt-image-1.5' });
    const { text } = await faithful.call('edit-image', { image, prompt: 'Snow' });

    expect(sent.map((parts) => fieldsOf(parts).input_fidelity)).toEqual(['high', undefined]);
    expect(text).not.toContain('input_fidelity');
    await faithful.close();
  });

  test('tells each step of an edit where the settings ask for it', async () => {
    const settings = { partialImages: 2 };
    const watched = await bundledHost({ config: { plugins: { images: { settings } } } });
    const about = { b64_json: answer.toString('base64'), output_format: 'png', size: '1024x1024' };
    const usage = { input_tokens: 300, output_tokens: 400, total_tokens: 700 };
    const sent = onForm(OPENAI, EDITS, {
      body: sse([
        { type: 'image_edit.partial_image', ...about, partial_image_index: 0 },
        { type: 'image_edit.partial_image', ...about, partial_image_index: 1 },
        { type: 'image_edit.completed', ...about, usage },
      ]),
    });

    const { progress, structured } = await watched.call('edit-image', {
      image: [dataUrl(await plain(30, 30), 'image/png')],
      prompt: 'Snow',
    });

    expect(fieldsOf(sent[0]!)).toMatchObject({ stream: 'true', partial_images: '2' });
    expect(progress).toEqual(['Drawing.', 'Partial picture 1 of 2.', 'Partial picture 2 of 2.']);
    const [{ file: made }] = structured.images as [{ file: string }];
    expect(await readFile(fileURLToPath(made))).toEqual(answer);
    await watched.close();
  });

  test('passes on why OpenAI refused', async () => {
    const error = { message: 'Rejected by the safety system.', code: 'moderation_blocked', type: 'x' };
    onForm(OPENAI, EDITS, { status: 400, body: { error } });

    const { code } = await host.call('edit-image', {
      image: [dataUrl(await plain(30, 30), 'image/png')],
      prompt: 'Something foul',
    });

    expect(code).toBe('CONTENT_REFUSED');
  });
});
