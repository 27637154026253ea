import { toFile } from 'openai';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { leftHalf, noisy, plain } from '../support/pictures.js';
import { useSandbox } from './sandbox-client.js';

const held = useSandbox();
const model = 'gpt-image-2.6-flare';
const png = async (data: Buffer | Promise<Buffer>, type = 'image/png') =>
  toFile(await data, 'a.png', { type });
const pixelsOf = (b64?: string) =>
  sharp(Buffer.from(b64 ?? '', 'base64'))
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });

describe('the edits of the sandbox', () => {
  it('draw where the mask is open, and leave the rest as it was', async () => {
    const answer = await held.openai.images.edit({
      ...{ model, prompt: 'snow', size: '256x128' },
      image: await png(plain(64, 32)),
      mask: await png(leftHalf(64, 32)),
    });

    const { data, info } = await pixelsOf(answer.data![0]!.b64_json);
    const at = (x: number) => [...data.subarray((64 * info.width + x) * 4, (64 * info.width + x) * 4 + 3)];
    expect(info).toMatchObject({ width: 256, height: 128 });
    expect(at(200)).toEqual([200, 90, 40]);
    expect(at(40)).not.toEqual([200, 90, 40]);
  });

  it('count every given picture, and can be streamed', async () => {
    const image = [await png(plain(64, 64)), await png(plain(128, 64))];

    const stream = await held.openai.images.edit({
      ...{ model, prompt: 'join', size: '128x128', stream: true, partial_images: 1 },
      image,
    });

    const events = [];
    for await (const event of stream) events.push(event);
    expect(events.map(({ type }) => type)).toEqual(['image_edit.partial_image', 'image_edit.completed']);
    expect(events[1]).toMatchObject({ usage: { input_tokens_details: { image_tokens: 4 + 8 } } });
  });

  it('take sixteen pictures and no more', async () => {
    const one = await plain(16, 16);
    const many = (count: number) => Promise.all(Array.from({ length: count }, () => png(one)));
    const ask = { model, prompt: 'join', size: '64x64' };

    const taken = await held.openai.images.edit({ ...ask, image: await many(16) });
    const refused = held.openai.images.edit({ ...ask, image: await many(17) });

    expect(taken.data).toHaveLength(1);
    await expect(refused).rejects.toMatchObject({ status: 400, code: 'array_above_max_length' });
  });

  it.each([
    ['another size', () => leftHalf(32, 32), /mask size does not match/],
    ['no alpha channel', () => plain(64, 32), /missing alpha channel/],
    ['another format', () => plain(64, 32, 'webp', 0), /expected a PNG/],
  ])('refuse a mask of %s', async (_, mask, message) => {
    const refused = held.openai.images.edit({
      ...{ model, prompt: 'snow' },
      image: await png(plain(64, 32)),
      mask: await png(mask()),
    });

    await expect(refused).rejects.toMatchObject({ status: 400, param: 'mask', message });
  });

  it('refuse a file that says it is something else, or is', async () => {
    const image = await plain(16, 16);
    const edit = async (data: Buffer, type: string) =>
      held.openai.images.edit({ model, prompt: 'snow', image: await png(data, type) });

    await expect(edit(image, 'application/octet-stream')).rejects.toMatchObject({
      ...{ status: 400, code: 'unsupported_file_mimetype', param: 'image[0]' },
    });
    await expect(edit(Buffer.from('words'), 'image/png')).rejects.toMatchObject({
      ...{ status: 400, code: 'invalid_image_file' },
    });
    const cutOff = (await noisy(64, 64)).subarray(0, 2000);
    await expect(edit(cutOff, 'image/png')).rejects.toMatchObject({
      ...{ status: 400, code: 'invalid_image_file' },
    });
  });

  it('refuse what a sloppy client makes of an array', async () => {
    const form = new FormData();
    for (const [field, value] of Object.entries({ model, prompt: 'snow' })) form.append(field, value);
    form.append('image', new Blob([new Uint8Array(await plain(16, 16))], { type: 'image/png' }));
    form.append('image[][0]', '137');

    const response = await fetch(`${held.sandbox.baseURL}/images/edits`, { method: 'POST', body: form });

    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      error: { code: 'unknown_parameter', param: 'image[][0]' },
    });
  });

  it('refuse input_fidelity of a model that has none', async () => {
    const refused = held.openai.images.edit({
      ...{ model, prompt: 'snow', input_fidelity: 'high' },
      image: await png(plain(16, 16)),
    });

    await expect(refused).rejects.toMatchObject({ status: 400, param: 'input_fidelity' });
  });
});

describe('the formats of the sandbox', () => {
  it.each([
    ['webp', 'webp'],
    ['jpeg', 'jpeg'],
    ['gif', 'gif'],
    ['svg', 'svg'],
  ] as const)('draw a real %s', async (output_format, format) => {
    const ask = { model, prompt: 'hills', size: '64x64', output_format };

    const answer = await held.openai.images.generate(ask);

    const facts = await sharp(Buffer.from(answer.data![0]!.b64_json!, 'base64')).metadata();
    expect(answer.output_format).toBe(output_format);
    expect(facts).toMatchObject({ format, width: 64 });
  });

  it('stream one picture only, as OpenAI does', async () => {
    const refused = held.openai.images.generate({ model, prompt: 'hills', n: 2, stream: true });

    await expect(refused).rejects.toMatchObject({ status: 400, message: /only supported with n=1/ });
  });

  it('have variations no more', async () => {
    const image = await png(plain(16, 16));

    const refused = held.openai.images.createVariation({ image, model: 'dall-e-2' });

    await expect(refused).rejects.toMatchObject({ status: 404 });
  });
});
