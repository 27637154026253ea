import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import nock from 'nock';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type FakeOpenAI, startFakeOpenAI } from '../support/fake-openai.js';
import { plain } from '../support/pictures.js';
import { type BundledHost, bundledHost } from './bundled-host.js';

let picture: Buffer;
let data: { url?: string; b64_json?: string }[];
const server = createServer((request, response) => {
  response.statusCode = request.url === '/a.webp' ? 200 : 404;
  response.end(request.url === '/a.webp' ? picture : 'Gone.');
});
const address = (path: string) => `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`;

describe('pictures by address', () => {
  let upstream: FakeOpenAI;
  let host: BundledHost;

  beforeAll(async () => {
    picture = await plain(48, 48, 'webp');
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    upstream = await startFakeOpenAI(() => ({ json: { created: 1, data } }));
    host = await bundledHost({
      config: { openai: { baseURL: upstream.baseURL }, files: { fetch: { allowPrivate: ['127.0.0.1'] } } },
    });
    nock.enableNetConnect('127.0.0.1');
  });
  afterAll(async () => {
    await host.close();
    await upstream.stop();
    server.close();
  });

  test('are fetched, and sent as files', async () => {
    data = [{ b64_json: picture.toString('base64') }];

    const { isError } = await host.call('edit-image', { image: [address('/a.webp')], prompt: 'Snow' });

    const sent: File = upstream.requests.at(-1)!.body.image;
    expect(isError).toBe(false);
    expect([sent.name, sent.type]).toEqual(['image-1.webp', 'image/webp']);
    expect(Buffer.from(await sent.arrayBuffer())).toEqual(picture);
  });

  test('are fetched where a provider answers with them, and kept by what they are', async () => {
    data = [{ url: address('/a.webp') }];

    const { structured } = await host.call('generate-image', { prompt: 'A fox', model: 'flux' });

    const [{ file }] = structured.images as [{ file: string }];
    expect(file).toMatch(/a-fox.*\.webp$/);
    expect(await readFile(fileURLToPath(file))).toEqual(picture);
  });

  test('that are gone cost the others nothing', async () => {
    data = [{ url: address('/gone.png') }, { url: address('/a.webp') }, { url: 'file:///etc/passwd' }];

    const { structured, text } = await host.call('generate-image', { prompt: 'A fox', model: 'flux', n: 3 });

    expect(structured.images).toHaveLength(1);
    expect(text).toContain('could not be fetched.');
    expect(text).toContain('3 pictures were asked for; 1 came.');
  });
});
