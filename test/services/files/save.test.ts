import { chmod, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { LocalFiles } from '../../../src/services/files/local-files.js';
import { filesIn } from './local-files.js';

const text = (data: string) => ({ data, mimeType: 'text/plain' });

describe('saving a file', () => {
  let parent: string;
  let folder: string;
  let files: LocalFiles;

  beforeEach(async () => {
    parent = await mkdtemp(join(tmpdir(), 'files-'));
    folder = join(parent, 'made', 'by tools');
    files = filesIn(parent, { folder });
  });

  afterEach(() => rm(parent, { recursive: true }));

  test('creates the private folder only then, and tells all about the file', async () => {
    const before = await readdir(parent);

    const file = await files.save('A cat, asleep', { data: Buffer.from('picture'), mimeType: 'image/png' });

    expect(before).toEqual([]);
    expect(file).toEqual({
      uri: expect.stringMatching(/^file:\/\/.*\/by%20tools\/a-cat-asleep\.png$/),
      path: join(folder, 'a-cat-asleep.png'),
      name: 'a-cat-asleep.png',
      mimeType: 'image/png',
      size: 7,
    });
    expect(await readFile(fileURLToPath(file.uri), 'utf8')).toBe('picture');
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    expect((await stat(file.path)).mode & 0o777).toBe(0o600);
  });

  test.each([
    ['Über den Dächern – früh', 'über-den-dächern-früh.txt'],
    ['眠る猫', '眠る猫.txt'],
    ['हिन्दी में', 'हिन्दी-में.txt'],
    ["The cat's   meow!", 'the-cats-meow.txt'],
    ['../../etc/passwd', 'etc-passwd.txt'],
    ['C:\\Windows\\system32', 'c-windows-system32.txt'],
    ['.hidden', 'hidden.txt'],
    ['nul\0byte\nline', 'nul-byte-line.txt'],
    ['CON', 'con-file.txt'],
    ['Lpt1', 'lpt1-file.txt'],
    ['🐈🐈', 'file.txt'],
    ['', 'file.txt'],
    ['a picture of '.repeat(20), 'a-picture-of-a-picture-of-a-picture-of-a-picture-of-a.txt'],
    ['x'.repeat(400), `${'x'.repeat(60)}.txt`],
  ])('names %j %s', async (title, name) => {
    const file = await files.save(title, text('x'));

    expect(file.name).toBe(name);
    expect(await readdir(folder)).toEqual([name]);
  });

  test('keeps a long title within what a file system takes, in any script', async () => {
    const file = await files.save('𠮷'.repeat(400), text('x'));

    expect(Buffer.byteLength(file.name)).toBeLessThanOrEqual(240);
    expect(file.name).not.toContain('\ufffd');
  });

  test.each([
    ['image/jpeg', '.jpg'],
    ['IMAGE/WEBP', '.webp'],
    ['application/json', '.json'],
    ['application/jsonl', '.jsonl'],
    ['text/plain; charset=utf-8', '.txt'],
    ['application/x-unheard-of', '.bin'],
    ['../../evil', '.bin'],
    ['constructor', '.bin'],
  ])('gives %s the extension %s', async (mimeType, extension) => {
    const file = await files.save('thing', { data: 'x', mimeType });

    expect(file.name).toBe(`thing${extension}`);
  });

  test('counts the bytes of a text, not its characters', async () => {
    const file = await files.save('umlaut', text('ü'));

    expect(file.size).toBe(2);
  });

  test('never overwrites: a hundred parallel saves of one title are a hundred files', async () => {
    await files.save('cat', text('the first'));

    const saved = await Promise.all(
      Array.from({ length: 100 }, (_, index) => files.save('Cat', text(`cat ${index}`))),
    );

    const contents = await Promise.all(saved.map((file) => readFile(file.path, 'utf8')));
    expect(contents).toEqual(Array.from({ length: 100 }, (_, index) => `cat ${index}`));
    expect(await readFile(join(folder, 'cat.txt'), 'utf8')).toBe('the first');
    expect(await readdir(folder)).toHaveLength(101);
  });

  test('does not write through a link that has the name already', async () => {
    const victim = join(parent, 'victim');
    await files.save('other', text('x'));
    await symlink(victim, join(folder, 'cat.txt'));

    const file = await files.save('cat', text('meow'));

    expect(file.name).toBe('cat-2.txt');
    await expect(stat(victim)).rejects.toThrow('ENOENT');
  });

  test('says in plain words that the disk refused, and leaves nothing behind', async () => {
    await writeFile(join(parent, 'occupied'), '');
    const blocked = filesIn(parent, { folder: join(parent, 'occupied') });

    const failure = await blocked.save('cat', text('x')).catch((error: unknown) => error);

    expect(failure).toMatchObject({
      code: 'FILE_NOT_SAVED',
      message: 'The file could not be saved: the output folder is not a folder.',
      hint: expect.stringContaining('files.folder'),
    });
    expect(await readdir(parent)).toEqual(['occupied']);
  });

  test.skipIf(process.getuid?.() === 0)('says that the folder may not be written to', async () => {
    await files.save('first', text('x'));
    await chmod(folder, 0o500);

    const failure = await files.save('cat', text('x')).catch((error: unknown) => error);

    await chmod(folder, 0o700);
    expect(failure).toMatchObject({
      code: 'FILE_NOT_SAVED',
      message: expect.stringContaining('may not be written to'),
    });
    expect(await readdir(folder)).toEqual(['first.txt']);
  });
});

describe('saving what comes piece by piece', () => {
  let parent: string;
  let folder: string;
  let files: LocalFiles;

  beforeEach(async () => {
    parent = await mkdtemp(join(tmpdir(), 'files-'));
    folder = join(parent, 'made');
    files = filesIn(parent, { folder });
  });

  afterEach(() => rm(parent, { recursive: true }));

  test('writes it whole, with its size', async () => {
    async function* pieces() {
      for (let count = 0; count < 1000; count++) yield Buffer.alloc(1000, count);
    }

    const file = await files.save('sound', { data: pieces(), mimeType: 'audio/mpeg' });

    expect(file).toMatchObject({ name: 'sound.mp3', size: 1_000_000 });
    expect((await readFile(file.path)).subarray(999_000)).toEqual(Buffer.alloc(1000, 999));
  });

  test('fails as its source does, and keeps nothing', async () => {
    async function* pieces() {
      yield Buffer.from('half');
      throw new RangeError('the connection broke');
    }

    const failure = await files
      .save('sound', { data: pieces(), mimeType: 'audio/mpeg' })
      .catch((error) => error);

    expect(failure).toBeInstanceOf(RangeError);
    expect(await readdir(folder)).toEqual([]);
  });

  test('does not wait for a source that says nothing more when the host stops', async () => {
    async function* pieces() {
      yield Buffer.from('half');
      await new Promise(() => {});
    }
    const saving = files.save('sound', { data: pieces(), mimeType: 'audio/mpeg' }).catch((error) => error);
    await expect.poll(() => readdir(folder).catch(() => [])).toHaveLength(1);

    await files.close();

    expect(await saving).toMatchObject({ code: 'SERVER_STOPPING' });
    expect(await readdir(folder)).toEqual([]);
  });
});
