import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import nock from 'nock';
import { afterEach, expect, test } from 'vitest';
import { type BundledHost, bundledHost } from './bundled-host.js';

const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
let host: BundledHost;
afterEach(() => host.close());

test('a picture that takes longer than clients wait is drawn once, and got with get-job: shown, saved, paid', async () => {
  host = await bundledHost({ config: { server: { handOverSeconds: 0.3 } } });
  const drawing = nock('https://api.openai.com')
    .post('/v1/images/generations')
    .delay(1000)
    .reply(200, {
      created: 1,
      output_format: 'png',
      size: '1024x1024',
      data: [{ b64_json: PNG.toString('base64') }],
      usage: { input_tokens: 10, output_tokens: 200, total_tokens: 210 },
    });

  const handed = await host.call('generate-image', { prompt: 'A red fox' });
  const listed = await host.call('list-jobs');
  const { structured, text, blocks } = await host.call('get-job', { wait_seconds: 30 });

  const [job] = listed.structured.jobs as { id: string; title: string }[];
  expect(handed.code).toBe('STILL_RUNNING');
  expect(handed.text).toContain(job!.id);
  expect(job).toMatchObject({
    kind: 'call',
    tool: 'generate-image',
    title: expect.stringContaining('A red fox'),
  });
  expect(structured).toMatchObject({ id: job!.id, status: 'completed', cost_usd: expect.any(Number) });
  const { images } = structured.data as { images: { file: string }[] };
  expect(await readFile(fileURLToPath(images[0]!.file))).toEqual(PNG);
  expect(text).toContain(images[0]!.file);
  expect(blocks.map(({ type }) => type)).toEqual(['image', 'resource_link']);
  expect(drawing.isDone()).toBe(true);
});
