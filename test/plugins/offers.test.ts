import { mkdir, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type TestHost, testHost } from 'openai-mcp-host/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readBundledCatalogue } from '../../src/host/bundled-catalogue.js';

/** The built plugins, as they are shipped. */
let host: TestHost;
let folder: string;
const all = Object.fromEntries((await readBundledCatalogue()).map(({ name }) => [name, true]));

const read = (uri: string) => host.readResource(uri);
const PNG = Buffer.from('89504e470d0a1a0a0000', 'hex');

beforeAll(async () => {
  host = await testHost({ config: { plugins: all } });
  folder = join(host.dataFolder, 'files');
  await mkdir(join(folder, 'deeper'), { recursive: true });
  await writeFile(join(folder, 'old.txt'), 'The first.');
  await writeFile(join(folder, 'a fox.png'), PNG);
  await writeFile(join(folder, '.draft.part'), 'half');
  await writeFile(join(folder, 'deeper', 'inner.txt'), 'deep');
  await writeFile(join(host.dataFolder, 'secret.txt'), 'secret');
  await symlink(join(host.dataFolder, 'secret.txt'), join(folder, 'link.txt'));
  await utimes(join(folder, 'old.txt'), 1_000, 1_000);
});
afterAll(() => host.close());

describe('produced files', () => {
  test('are listed with the newest first; drafts, folders and links are not', async () => {
    const resources = await host.listResources();

    expect(resources.filter(({ uri }) => uri.startsWith('openai-mcp-host://files/'))).toEqual([
      { uri: 'openai-mcp-host://files/a%20fox.png', name: 'a fox.png', mimeType: 'image/png', size: 10 },
      { uri: 'openai-mcp-host://files/old.txt', name: 'old.txt', mimeType: 'text/plain', size: 10 },
    ]);
  });

  test('are read as text or bytes, by their type', async () => {
    expect(await read('openai-mcp-host://files/old.txt')).toMatchObject({
      mimeType: 'text/plain',
      text: 'The first.',
    });
    expect(await read('openai-mcp-host://files/a%20fox.png')).toMatchObject({
      mimeType: 'image/png',
      bytes: PNG,
    });
  });

  test('are read by the link in a result too', async () => {
    const uri = pathToFileURL(join(folder, 'a fox.png')).href;

    expect(await read(uri)).toMatchObject({ contents: [{ uri }], mimeType: 'image/png' });
  });

  test.each([
    'openai-mcp-host://files/..%2Fsecret.txt',
    'openai-mcp-host://files/%2Fetc%2Fpasswd',
    'openai-mcp-host://files/deeper%2Finner.txt',
    'openai-mcp-host://files/link.txt',
    'openai-mcp-host://files/.draft.part',
    'openai-mcp-host://files/nothing.txt',
    'openai-mcp-host://files/a%00b',
    'file:///etc/passwd',
    'file:///etc/old.txt',
  ])('do not lead elsewhere: %s', async (uri) => {
    expect(await read(uri)).toMatchObject({ error: { code: 'RESOURCE_UNKNOWN' }, contents: [] });
  });

  test('complete by the beginning of their names', async () => {
    const names = await host.complete('openai-mcp-host://files/{name}', 'name', 'a');

    expect(names).toEqual(['a fox.png']);
  });

  test('that are long texts give their beginning, and say where the whole is', async () => {
    const path = join(folder, 'long.csv');
    await writeFile(path, `x${'ü'.repeat(2_000_000)}`);

    const { text = '', mimeType } = await read('openai-mcp-host://files/long.csv');

    expect(mimeType).toBe('text/plain');
    expect(text.startsWith(`x${'ü'.repeat(99_999)}\n`)).toBe(true);
    expect(text).toContain(`the first 200000 of 4000001 bytes; the whole is in ${path}`);
  });

  test.each([
    [2_000_000, 'RESULT_TOO_LARGE'],
    [20_000_000, 'FILE_TOO_LARGE'],
  ])('that are too large for a message are refused: %d bytes', async (bytes, code) => {
    await writeFile(join(folder, 'large.png'), Buffer.alloc(bytes));

    const { error } = await read('openai-mcp-host://files/large.png');

    expect(error?.code).toBe(code);
  });

  test('that are gone say that they may have been cleared', async () => {
    const { error } = await read('openai-mcp-host://files/gone.png');

    expect(error).toMatchObject({
      code: 'RESOURCE_UNKNOWN',
      message: expect.stringContaining('may have been moved or cleared'),
    });
  });

  test.each([
    ['sound.m4a', 'audio/mp4'],
    ['film.srt', 'application/x-subrip'],
    ['film.vtt', 'text/vtt'],
    ['report.docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
    ['table.tsv', 'text/tab-separated-values'],
  ])('are listed with their type: %s is %s', async (name, mimeType) => {
    await writeFile(join(folder, name), 'x');

    const resources = await host.listResources();

    expect(resources.find((each) => each.name === name)?.mimeType).toBe(mimeType);
  });
});

test('the catalogue of models is a resource', async () => {
  const { text = '', mimeType } = await read('openai-mcp-host://models');

  const { models, checked_on } = JSON.parse(text);
  expect(mimeType).toBe('application/json');
  expect(checked_on).toMatch(/^\d{4}-\d\d-\d\d$/);
  expect(models.find(({ id }: { id: string }) => id === 'gpt-6-luna')).toMatchObject({ kind: 'text' });
});

test('what was spent is a resource', async () => {
  expect(await read('openai-mcp-host://usage')).toMatchObject({
    mimeType: 'text/plain',
    text: expect.stringMatching(/^This server alone, since its start at \d{4}-[\s\S]*Total/),
  });
});

describe('the bundled prompts', () => {
  test.each([
    ['answer-from-collection', { collection: 'notes', question: 'Who keeps it?' }, 'semantic-search'],
    ['describe-for-alt-text', { image_url: 'https://example.com/a.png', context: 'a menu' }, 'analyze-image'],
    ['extract-invoice', { image_url: './invoice.png', format: 'csv' }, 'analyze-image'],
    ['brand-picture', { subject: 'a fox', brand: 'warm reds', words: 'Hello' }, 'generate-image'],
    [
      'minutes-of-recording',
      { file: './talk.mp3', terms: 'Ada Lovelace', language: 'French' },
      'transcribe-audio',
    ],
    ['summarize-document', { file_url: './report.pdf', reader: 'the board' }, 'analyze-document'],
    ['summarize-for', { text: 'A long text.', reader: 'a child' }, 'A long text.'],
    ['translate-text', { text: 'Guten Tag.', language: 'English' }, 'Guten Tag.'],
  ])('%s puts its arguments into one message', async (name, args, says) => {
    const { text, messages } = await host.getPrompt(name, args);

    expect(messages).toHaveLength(1);
    expect(text).toContain(says);
    for (const value of Object.values(args).filter((each) => each !== 'csv')) expect(text).toContain(value);
  });

  test('are these, and name no tool that is not there', async () => {
    const tools = host.host.tools.map(({ name }) => name);
    const prompts = await host.listPrompts();

    expect(prompts.map(({ name }) => name)).toEqual([
      'answer-from-collection',
      'brand-picture',
      'describe-for-alt-text',
      'extract-invoice',
      'minutes-of-recording',
      'research-question',
      'summarize-document',
      'summarize-for',
      'translate-text',
    ]);
    expect(tools).toEqual(expect.arrayContaining(['analyze-document', 'analyze-image', 'generate-image']));
  });
});
