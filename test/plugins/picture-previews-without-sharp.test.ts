import nock from 'nock';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { type BundledHost, bundledHost, onPost } from './bundled-host.js';

vi.mock('sharp', () => {
  throw new Error("Cannot find package 'sharp'");
});

const PIXEL =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

/** A PNG's head, and what a disk would not compress. */
const png = (width: number, height: number, bytes: number): Buffer => {
  const data = Buffer.alloc(bytes, 7);
  data.write('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 0, 'latin1');
  data.writeUInt32BE(width, 16);
  data.writeUInt32BE(height, 20);
  data.set([8, 6, 0, 0, 0], 24);
  return data;
};
const urlOf = (data: Buffer) => `data:image/png;base64,${data.toString('base64')}`;

describe('where sharp is not installed', () => {
  let host: BundledHost;

  beforeAll(async () => {
    host = await bundledHost();
  });
  afterEach(() => nock.cleanAll());
  afterAll(() => host.close());

  const answer = (b64_json: string, output_format: string) =>
    onPost('/images/generations', { body: { created: 1, output_format, data: [{ b64_json }] } });

  test('pictures that are too large to show are linked, and a note says so', async () => {
    answer(png(1024, 1024, 2_000_000).toString('base64'), 'png');

    const { blocks, text, isError } = await host.call('generate-image', { prompt: 'A hat' });

    expect(isError).toBe(false);
    expect(blocks.map(({ type }) => type)).toEqual(['resource_link']);
    expect(text).toContain('too large to show here; see the linked files');
  });

  test('an SVG is linked, for nobody here can draw it', async () => {
    answer(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>').toString('base64'), 'svg');

    const { blocks } = await host.call('generate-image', { prompt: 'A hat', output_format: 'svg' });

    expect(blocks.map(({ type }) => type)).toEqual(['resource_link']);
  });

  test('expand says what is missing, and how to get it', async () => {
    const { code, text } = await host.call('edit-image', {
      ...{ image: [PIXEL], prompt: 'A beach', expand: { left: 900, top: 900 } },
    });

    expect(code).toBe('LIBRARY_MISSING');
    expect(text).toContain('npm install sharp');
  });

  test('a mask is still held against a PNG', async () => {
    const ask = { prompt: 'Snow', image: [urlOf(png(64, 64, 99))] };

    const { code, text } = await host.call('edit-image', { ...ask, mask: urlOf(png(32, 64, 99)) });

    expect(code).toBe('MASK_INVALID');
    expect(text).toContain('The mask has 32x64 pixels, the picture 64x64.');
  });
});
