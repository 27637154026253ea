import {
  appendFile,
  mkdir,
  mkdtemp,
  readdir,
  realpath,
  rename,
  rm,
  symlink,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { LocalFiles } from '../../../src/services/files/local-files.js';
import { filesIn } from './local-files.js';

const LIMIT = { maxBytes: 100 };

const PLATFORM = process.platform;
const platformIs = (value: string) => Object.defineProperty(process, 'platform', { value });

/** Only Linux opens a file again by its handle; elsewhere a copy of our own is uploaded. */
describe.each(['linux', 'elsewhere'])('opening what a caller names, on %s', (platform) => {
  let parent: string;
  let root: string;
  let files: LocalFiles;

  beforeEach(async () => {
    platformIs(platform);
    parent = await realpath(await mkdtemp(join(tmpdir(), 'files-')));
    root = join(parent, 'root');
    await mkdir(root);
    await writeFile(join(root, 'cat.txt'), 'meow');
    files = filesIn(parent, { roots: [root] });
  });

  afterEach(async () => {
    await files.close();
    platformIs(PLATFORM);
    await rm(parent, { recursive: true });
  });

  const failureOf = (source: string) =>
    files.open(source, LIMIT).then(
      (file) => expect.unreachable(`it gave ${file.name}`),
      (error: unknown) => error,
    );

  test('gives a file that forms send as it is: under its name, with its type', async () => {
    const file = await files.open('cat.txt', LIMIT);

    const form = new FormData();
    form.append('file', file.blob);
    const sent = form.get('file') as File;
    expect(file).toMatchObject({ name: 'cat.txt', mimeType: 'text/plain', size: 4 });
    expect([sent.name, sent.type, sent.size, await sent.text()]).toEqual([
      'cat.txt',
      'text/plain',
      4,
      'meow',
    ]);
    expect((await file.bytes()).toString()).toBe('meow');
  });

  test('keeps to the file that was checked, whatever takes its place', async () => {
    await writeFile(join(parent, 'secret.txt'), 'dogs');
    const file = await files.open('cat.txt', LIMIT);
    await rename(join(root, 'cat.txt'), join(parent, 'moved.txt'));
    await symlink(join(parent, 'secret.txt'), join(root, 'cat.txt'));

    const seen = [
      await file.blob.text(),
      (await file.bytes()).toString(),
      await file.blob.slice(1, 3).text(),
    ];

    expect(seen).toEqual(['meow', 'meow', 'eo']);
  });

  test('can be read again and again, side by side', async () => {
    const file = await files.open('cat.txt', LIMIT);

    const seen = await Promise.all(Array.from({ length: 20 }, () => file.blob.text()));

    expect(new Set(seen)).toEqual(new Set(['meow']));
  });

  test('gives nothing of what was changed since', async () => {
    const file = await files.open('cat.txt', LIMIT);
    await appendFile(join(root, 'cat.txt'), ' purr');

    const seen = await file.blob.text().catch(() => 'refused');
    expect(seen).toBe(platform === 'linux' ? 'refused' : 'meow');
    await expect(file.bytes()).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
  });

  test('gives nothing any more once it is closed, by itself or with the host', async () => {
    const [one, other] = await Promise.all([files.open('cat.txt', LIMIT), files.open('cat.txt', LIMIT)]);

    await one.close();
    await one.close();

    await expect(one.blob.text()).rejects.toThrow();
    expect(await other.blob.text()).toBe('meow');
    await files.close();
    await expect(other.blob.text()).rejects.toThrow();
  });

  test('refuses a path that no system takes, without a look at each of its folders', async () => {
    const failure = await failureOf('a/'.repeat(500_000));

    expect(failure).toMatchObject({ code: 'PATH_NOT_ALLOWED' });
  });

  test('gives no blob of what is larger than a blob can be: the rest would be lost', async () => {
    await truncate(join(root, 'cat.txt'), 5 * 1024 ** 3);

    const file = await files.open('cat.txt', { maxBytes: Number.MAX_SAFE_INTEGER });

    expect(() => file.blob).toThrow(expect.objectContaining({ code: 'FILE_TOO_LARGE' }));
  });

  test('reads the type of a large file off its beginning', async () => {
    const line = `${JSON.stringify({ text: 'a cat, ünd '.repeat(20) })}\n`;
    await Promise.all([
      writeFile(join(root, 'lines'), line.repeat(8_000)),
      writeFile(join(root, 'object'), JSON.stringify({ a: 'ü'.repeat(2_000_000) })),
      writeFile(join(root, 'text'), `${'x'.repeat(1024 * 1024 - 1)}ü${'x'.repeat(1000)}`),
      writeFile(join(root, 'zeros'), Buffer.alloc(2_000_000)),
    ]);

    const opened = await Promise.all(
      ['lines', 'object', 'text', 'zeros'].map((name) => files.open(name, { maxBytes: 10_000_000 })),
    );

    expect(opened.map(({ mimeType }) => mimeType)).toEqual([
      'application/jsonl',
      'application/json',
      'text/plain',
      'application/octet-stream',
    ]);
  });

  test.each<[string, string, string, string]>([
    ['base64', 'data:image/png;base64,bWVvdw==', 'file.txt', 'meow'],
    ['base64 without padding', 'DATA:;base64,bWVvdw', 'file.txt', 'meow'],
    ['percent encoding', 'data:text/plain;charset=utf-8,me%6Fw%20%C3%BC', 'file.txt', 'meow ü'],
    ['plain text', 'data:,meow', 'file.txt', 'meow'],
    ['its type by content', 'data:text/plain;base64,JVBERi0xLjc=', 'file.pdf', '%PDF-1.7'],
  ])('takes a data URL: %s', async (_, url, name, content) => {
    const file = await files.open(url, LIMIT);

    expect([file.name, (await file.bytes()).toString(), await file.blob.text()]).toEqual([
      name,
      content,
      content,
    ]);
  });

  test.each([
    'data:image/png;base64',
    'data:image/png;base64,',
    'data:image/png;base64,b!!!',
    'data:image/png;base64,bWVvd',
    'data:image/png;base64,bWVvdw=',
    'data:image/png;base64,bWVv dw==',
    'data:image/png;base64,bWVvdw==#',
    'data:image/png;base46,bWVvdw==',
    'data:../x;base64,bWVvdw==',
    'data:,%zz',
    'data:,',
    `data:${';a=b'.repeat(1000)},x`,
  ])('refuses %.60s', async (url) => {
    expect(await failureOf(url)).toMatchObject({ code: 'DATA_URL_INVALID' });
  });

  test('refuses data beyond the limit, before it is decoded', async () => {
    const failures = await Promise.all([
      failureOf(`data:;base64,${'AAAA'.repeat(35)}`),
      failureOf(`data:,${'x'.repeat(101)}`),
    ]);

    for (const failure of failures) expect(failure).toMatchObject({ code: 'FILE_TOO_LARGE' });
  });

  test('takes the address of a file that a tool made', async () => {
    const { name } = await files.save('A cat & a mouse', { data: 'squeak', mimeType: 'text/plain' });

    const file = await files.open(`openai-mcp-host://files/${encodeURIComponent(name)}`, LIMIT);

    expect([file.name, await file.blob.text()]).toEqual(['a-cat-a-mouse.txt', 'squeak']);
  });

  test.each([
    'openai-mcp-host://files/gone.txt',
    'openai-mcp-host://files/..%2Froot%2Fcat.txt',
    'openai-mcp-host://files/%zz',
  ])('says that a made file is not there: %s', async (source) => {
    expect(await failureOf(source)).toMatchObject({
      code: 'FILE_NOT_FOUND',
      hint: expect.stringContaining('cleared'),
    });
  });

  test('leaves no temporary file behind', async () => {
    await (await files.open('cat.txt', LIMIT)).blob.text();
    await files.close();

    expect(await readdir(join(parent, 'temporary')).catch(() => [])).toEqual([]);
  });
});
