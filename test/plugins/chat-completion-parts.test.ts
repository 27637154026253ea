import { truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import nock from 'nock';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type BundledHost, bundledHost, chatted, onPost, said } from './bundled-host.js';

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const PDF = Buffer.from('%PDF-1.4\n%%EOF\n');
const WAV = Buffer.concat([Buffer.from('RIFF\x24\0\0\0WAVEfmt ', 'latin1'), Buffer.alloc(28)]);
const saying = (...content: object[]) => ({ messages: [{ role: 'user', content }] });

let host: BundledHost;
let folder: string;

beforeEach(async () => {
  host = await bundledHost();
  folder = host.dataFolder;
});
afterEach(async () => {
  const pending = nock.pendingMocks();
  nock.cleanAll();
  await host.close();
  expect(pending).toEqual([]);
});

async function hostWithRoot(): Promise<void> {
  const data = folder;
  await host.close();
  host = await bundledHost({ config: { files: { roots: [data] } } });
  await writeFile(join(data, 'dot.png'), PNG);
  await writeFile(join(data, 'report.pdf'), PDF);
  await writeFile(join(data, 'voice.wav'), WAV);
}

test('puts pictures and documents of allowed folders into the message', async () => {
  await hostWithRoot();
  const sent = onPost('/responses', { body: said('Seen.') });

  await host.call(
    'chat-completion',
    saying(
      { type: 'image_url', image_url: { url: join(folder, 'dot.png'), detail: 'low' } },
      { type: 'file', file: { file_url: pathToFileURL(join(folder, 'report.pdf')).href } },
      { type: 'file', file: { file_url: 'https://example.com/b.pdf' } },
    ),
  );

  const [message] = sent[0]!.input as { content: object[] }[];
  expect(message?.content).toEqual([
    { type: 'input_image', image_url: `data:image/png;base64,${PNG.toString('base64')}`, detail: 'low' },
    {
      type: 'input_file',
      filename: 'report.pdf',
      file_data: `data:application/pdf;base64,${PDF.toString('base64')}`,
    },
    { type: 'input_file', file_url: 'https://example.com/b.pdf' },
  ]);
});

test('sends sound over Chat Completions, which alone takes it, and a file beside it whole', async () => {
  await hostWithRoot();
  const sent = onPost('/chat/completions', { body: chatted({ content: 'Heard.' }) });

  const { text } = await host.call('chat-completion', {
    model: 'gpt-audio-1.5',
    ...saying(
      { type: 'input_audio', input_audio: { url: join(folder, 'voice.wav') } },
      { type: 'input_audio', input_audio: { data: 'AAAA', format: 'mp3' } },
      { type: 'file', file: { file_url: join(folder, 'report.pdf'), filename: 'other.pdf' } },
    ),
  });

  const [message] = sent[0]!.messages as { content: object[] }[];
  expect(text).toBe('Heard.');
  expect(message?.content).toEqual([
    { type: 'input_audio', input_audio: { data: WAV.toString('base64'), format: 'wav' } },
    { type: 'input_audio', input_audio: { data: 'AAAA', format: 'mp3' } },
    {
      type: 'file',
      file: { filename: 'other.pdf', file_data: `data:application/pdf;base64,${PDF.toString('base64')}` },
    },
  ]);
});

test.each([
  [
    'a path outside the allowed folders',
    { type: 'image_url', image_url: { url: '/etc/hostname' } },
    'PATH_NOT_ALLOWED',
  ],
  ['a document for a picture', { type: 'image_url', image_url: { url: 'report.pdf' } }, 'NOT_AN_IMAGE'],
  ['a picture for a sound', { type: 'input_audio', input_audio: { url: 'dot.png' } }, 'INPUT_INVALID'],
  ['a sound of no format', { type: 'input_audio', input_audio: { data: 'AAAA' } }, 'INPUT_INVALID'],
  ['a file twice', { type: 'file', file: { file_id: 'file-1', file_url: 'report.pdf' } }, 'INPUT_INVALID'],
  [
    'a file of no name',
    { type: 'file', file: { file_data: 'data:application/pdf;base64,AA==' } },
    'INPUT_INVALID',
  ],
])('refuses %s before anything is sent', async (_, part, code) => {
  await hostWithRoot();
  const named = JSON.parse(
    JSON.stringify(part).replace(/"(report\.pdf|dot\.png)"/, (_, name) => JSON.stringify(join(folder, name))),
  );

  const result = await host.call('chat-completion', saying(named));

  expect(result.code).toBe(code);
});

test('takes files of 50 MB together, and refuses more before it sends any', async () => {
  await hostWithRoot();
  const names = ['one.png', 'two.png'];
  await Promise.all(
    names.map(async (name) => {
      await writeFile(join(folder, name), PNG);
      await truncate(join(folder, name), 30_000_000);
    }),
  );

  const { code, text } = await host.call(
    'chat-completion',
    saying(...names.map((name) => ({ type: 'image_url', image_url: { url: join(folder, name) } }))),
  );

  expect([code, text]).toEqual(['FILE_TOO_LARGE', expect.stringContaining('more than 50 MB together')]);
});

test.each([
  [
    'a file',
    { type: 'file', file: { filename: 'report.pdf', file_data: 'report.pdf' } },
    'a path or URL goes into file_url',
  ],
  ['a sound', { type: 'input_audio', input_audio: { data: 'voice.wav', format: 'wav' } }, 'goes into url'],
])('says where the path of %s belongs that stands in the place of its content', async (_, part, words) => {
  await hostWithRoot();

  const { code, text } = await host.call('chat-completion', saying(part));

  expect(code).toBe('INPUT_INVALID');
  expect(text).toContain(words);
});
