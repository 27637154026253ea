import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import nock from 'nock';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type FakeOpenAI, type Script, startFakeOpenAI } from '../support/fake-openai.js';
import { plain } from '../support/pictures.js';
import { type BundledHost, bundledHost } from './bundled-host.js';

const USAGE = {
  input_tokens: 10,
  input_tokens_details: { image_tokens: 0, text_tokens: 10 },
  output_tokens: 496,
  total_tokens: 506,
};
const ASK = { prompt: 'A fox', size: '1024x1024', quality: 'low', partial_images: 3 };

let picture: Buffer;
const about = () => ({ b64_json: picture.toString('base64'), output_format: 'png', size: '1024x1024' });
const partial = (partial_image_index: number) => ({
  ...{ type: 'image_generation.partial_image', partial_image_index },
  ...about(),
});
const completed = () => ({ type: 'image_generation.completed', ...about(), usage: USAGE });

describe('a drawing that is watched', () => {
  let script: Script;
  let upstream: FakeOpenAI;
  let host: BundledHost;

  beforeAll(async () => {
    picture = await plain(64, 64);
  });
  beforeEach(async () => {
    upstream = await startFakeOpenAI((request, nth) => script(request, nth));
    const openai = { baseURL: upstream.baseURL };
    // A day has room for one worst case, and for a few drawings as they come out.
    host = await bundledHost({ config: { openai, budget: { perDay: 0.045 } } });
    nock.enableNetConnect('127.0.0.1');
  });
  afterEach(async () => {
    await host.close();
    await upstream.stop();
  });

  test('is told step by step, kept, and priced by what its last event says', async () => {
    script = () => ({ sse: [partial(0), partial(1), partial(2), completed()] });

    const { progress, structured } = await host.call('generate-image', ASK);
    const { structured: report } = await host.call('usage-report');

    const [{ file, size }] = structured.images as [{ file: string; size: string }];
    expect(upstream.requests[0]!.body).toMatchObject({ stream: true, partial_images: 3, n: 1 });
    expect(progress).toEqual([
      'Drawing.',
      'Partial picture 1 of 3.',
      'Partial picture 2 of 3.',
      'Partial picture 3 of 3.',
    ]);
    expect(size).toBe('1024x1024');
    expect(await readFile(fileURLToPath(file))).toEqual(picture);
    expect(JSON.stringify(report)).toContain('496');
  });

  test('may be done before every step was told', async () => {
    script = () => ({ sse: [partial(0), completed()] });

    const { progress, structured } = await host.call('generate-image', ASK);

    expect(progress).toEqual(['Drawing.', 'Partial picture 1 of 3.']);
    expect(structured.images).toHaveLength(1);
  });

  test('is not streamed where there are several, and a note says so', async () => {
    const data = [about(), about()].map(({ b64_json }) => ({ b64_json }));
    script = () => ({ json: { created: 1, data, output_format: 'png', usage: USAGE } });

    const { text } = await host.call('generate-image', { ...ASK, n: 2 });

    expect(upstream.requests[0]!.body).toEqual({
      ...{ model: 'gpt-image-2.6-flare', prompt: 'A fox', size: '1024x1024', quality: 'low', n: 2 },
    });
    expect(text).toContain('partial_images was dropped');
  });

  test('that ends without its picture is no result', async () => {
    script = () => ({ sse: [partial(0)] });

    const { code } = await host.call('generate-image', ASK);

    expect(code).toBe('UPSTREAM_INVALID_RESPONSE');
  });

  test('that OpenAI stops half-way says why', async () => {
    const error = { type: 'image_generation_user_error', code: 'moderation_blocked', message: 'Rejected.' };
    script = () => ({ sse: [partial(0), { type: 'error', error }] });

    const { isError, text } = await host.call('generate-image', ASK);

    expect(isError).toBe(true);
    expect(text).toMatch(/^CONTENT_REFUSED/);
  });

  test('and is cancelled half-way stops its request, and what it may have cost stays held', async () => {
    script = () => ({ sse: [partial(0)], hang: true });
    const cancel = new AbortController();
    const params = { name: 'generate-image', arguments: ASK };
    const onprogress = ({ message }: { message?: string }) =>
      message?.startsWith('Partial') && cancel.abort('Enough.');

    const call = host.client.callTool(params, { signal: cancel.signal, onprogress });
    await expect(call).rejects.toThrow();
    await upstream.requests[0]!.closed;
    script = () => ({ sse: [completed()] });
    const next = await host.call('generate-image', ASK);

    expect(next.code).toBe('BUDGET_EXCEEDED');
    expect(upstream.requests).toHaveLength(1);
  });

  test('and whole leaves room for the next', async () => {
    script = () => ({ sse: [completed()] });

    const first = await host.call('generate-image', ASK);
    const second = await host.call('generate-image', ASK);

    expect([first.code, second.code]).toEqual([undefined, undefined]);
  });
});
