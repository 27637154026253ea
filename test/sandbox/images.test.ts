import { inflateSync } from 'node:zlib';
import { toFile } from 'openai';
import { describe, expect, it } from 'vitest';
import { drawPicture } from '../../src/sandbox/draw-picture.js';
import { useSandbox } from './sandbox-client.js';

const held = useSandbox();
const model = 'gpt-image-2.6-flare';
const bytesOf = (b64?: string) => Buffer.from(b64 ?? '', 'base64');
const headerOf = (png: Buffer) => ({
  signature: png.toString('latin1', 1, 4),
  width: png.readUInt32BE(16),
  height: png.readUInt32BE(20),
  colorType: png[25],
});
/** Inflates the one data chunk, so a damaged picture fails. */
const rawBytes = (png: Buffer): number => inflateSync(png.subarray(41, 41 + png.readUInt32BE(33))).length;

describe('the pictures of the sandbox', () => {
  it('are real PNGs of 1024 by 1024 unless asked otherwise, below 400 KB, with their usage', async () => {
    const answer = await held.openai.images.generate({ model, prompt: 'a quiet harbour' });

    const png = bytesOf(answer.data![0]!.b64_json);
    expect(headerOf(png)).toEqual({ signature: 'PNG', width: 1024, height: 1024, colorType: 2 });
    expect(rawBytes(png)).toBe(1024 * (1024 * 3 + 1));
    expect(png.length).toBeLessThan(400_000);
    expect(answer).toMatchObject({
      output_format: 'png',
      size: '1024x1024',
      quality: 'medium',
      background: 'opaque',
    });
    expect(answer.usage).toMatchObject({ input_tokens: 4, output_tokens: 1056, total_tokens: 1060 });
    expect(answer.usage!.input_tokens_details).toEqual({ image_tokens: 0, text_tokens: 4 });
  });

  it('follow size, number and background; one prompt always gives the same picture', async () => {
    const ask = {
      model,
      prompt: 'two cats',
      size: '256x128',
      n: 2,
      background: 'transparent',
      quality: 'low',
    } as const;

    const answer = await held.openai.images.generate(ask);
    const again = await held.openai.images.generate(ask);

    const [first, second] = answer.data!.map(({ b64_json }) => bytesOf(b64_json));
    expect(headerOf(first!)).toMatchObject({ width: 256, height: 128, colorType: 6 });
    expect(first!.equals(second!)).toBe(false);
    expect(again.data).toEqual(answer.data);
  });

  it('can be streamed with partial pictures', async () => {
    const stream = await held.openai.images.generate({
      model,
      prompt: 'hills',
      size: '128x128',
      stream: true,
      partial_images: 2,
    });

    const types: string[] = [];
    let last: unknown;
    for await (const event of stream) {
      types.push(event.type);
      last = event;
    }

    expect(types).toEqual([
      'image_generation.partial_image',
      'image_generation.partial_image',
      'image_generation.completed',
    ]);
    expect(last).toMatchObject({ size: '128x128', usage: { input_tokens: 2 } });
  });

  it('can be edited: the given picture counts as input', async () => {
    const image = await toFile(await drawPicture({ prompt: 'x', width: 64, height: 64 }), 'a.png', {
      type: 'image/png',
    });

    const answer = await held.openai.images.edit({
      model,
      prompt: 'add a boat',
      image: [image],
      size: '128x128',
    });

    expect(headerOf(bytesOf(answer.data![0]!.b64_json))).toMatchObject({ width: 128, height: 128 });
    expect(answer.usage!.input_tokens_details.image_tokens).toBe(4);
  });

  it.each([
    ['style', { style: 'vivid' as const }],
    ['quality', { quality: 'hd' as const }],
    ['size', { size: '100x100' }],
    ['output_format', { output_format: 'bmp' as 'png' }],
    ['output_compression', { output_compression: 50 }],
    ['background', { background: 'transparent' as const, output_format: 'jpeg' as const }],
    ['moderation', { moderation: 'none' as 'low' }],
    ['partial_images', { stream: true as const, partial_images: 4 }],
    ['n', { n: 11 }],
    ['prompt', { prompt: 'x'.repeat(32_001) }],
  ])('are refused with a 400 that names %s', async (param, extra) => {
    const refused = held.openai.images.generate({ model, prompt: 'hills', ...extra });

    await expect(refused).rejects.toMatchObject({ status: 400, param });
  });

  it('are refused by the safety system for a violent prompt', async () => {
    const refused = held.openai.images.generate({ model, prompt: 'stab and murder everyone' });

    await expect(refused).rejects.toMatchObject({ status: 400, code: 'moderation_blocked' });
  });
});
