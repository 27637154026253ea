import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, realpath, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { LocalFiles } from '../../../src/services/files/local-files.js';
import { filesIn } from './local-files.js';

const LIMIT = { maxBytes: 100 };

describe('reading a file', () => {
  let parent: string;
  let root: string;
  let outside: string;
  let files: LocalFiles;

  beforeEach(async () => {
    parent = await realpath(await mkdtemp(join(tmpdir(), 'files-')));
    root = join(parent, 'root');
    outside = join(parent, 'outside');
    await Promise.all([mkdir(join(root, 'sub'), { recursive: true }), mkdir(outside)]);
    await Promise.all([
      writeFile(join(root, 'cat.txt'), 'meow'),
      writeFile(join(root, 'sub', '..cat.txt'), 'dots'),
      writeFile(join(outside, 'secret.txt'), 'secret'),
      writeFile(join(parent, 'root-secret.txt'), 'secret'),
    ]);
    files = filesIn(parent, { roots: [root, join(parent, 'not there')] });
  });

  afterEach(() => rm(parent, { recursive: true }));

  const failureOf = (path: string, limit = LIMIT) =>
    files.read(path, limit).then(
      (file) => expect.unreachable(`it gave ${file.data}`),
      (error: unknown) => error,
    );

  test('gives the content of a file under a root, with the type that the content shows', async () => {
    await writeFile(join(root, 'lies.png'), '%PDF-1.7\n');

    const file = await files.read(join(root, 'lies.png'), LIMIT);

    expect(file).toEqual({
      path: join(root, 'lies.png'),
      name: 'lies.png',
      mimeType: 'application/pdf',
      data: Buffer.from('%PDF-1.7\n'),
    });
  });

  test.each<[string, (folder: string) => string]>([
    ['a file URL', (folder) => pathToFileURL(join(folder, 'cat.txt')).href],
    ['a file URL of localhost', (folder) => `file://localhost${folder}/cat.txt`],
    ['a path relative to a root', () => 'cat.txt'],
    ['a way that leaves no root', (folder) => `${folder}/sub/../cat.txt`],
    ['a relative way that leaves no root', () => './sub/../cat.txt'],
  ])('takes %s', async (_, path) => {
    const file = await files.read(path(root), LIMIT);

    expect(file.data.toString()).toBe('meow');
  });

  test('takes a name that merely begins with two dots', async () => {
    const file = await files.read(join(root, 'sub', '..cat.txt'), LIMIT);

    expect(file.data.toString()).toBe('dots');
  });

  test('reads back what was saved', async () => {
    const { uri } = await files.save('mouse', { data: 'squeak', mimeType: 'text/plain' });

    const file = await files.read(uri, LIMIT);

    expect(file.data.toString()).toBe('squeak');
  });

  test('follows a link that stays within the roots, and a root that is itself a link', async () => {
    await symlink(join(root, 'cat.txt'), join(root, 'sub', 'link.txt'));
    await symlink(root, join(parent, 'alias'));
    const aliased = filesIn(parent, { roots: [join(parent, 'alias')] });

    const [linked, viaAlias] = await Promise.all([
      files.read(join(root, 'sub', 'link.txt'), LIMIT),
      aliased.read(join(parent, 'alias', 'cat.txt'), LIMIT),
    ]);

    expect([linked.path, viaAlias.path]).toEqual([join(root, 'cat.txt'), join(root, 'cat.txt')]);
  });

  test.each<[string, (places: { root: string; outside: string }) => string]>([
    ['an absolute path', ({ outside: folder }) => join(folder, 'secret.txt')],
    ['/etc/passwd as a URL', () => 'file:///etc/passwd'],
    ['/etc/passwd as an odd URL', () => 'FILE:/etc/passwd'],
    ['a way out by dots', ({ root: folder }) => `${folder}/../outside/secret.txt`],
    ['a relative way out by dots', () => '../outside/secret.txt'],
    ['a URL with encoded dots', ({ root: folder }) => `file://${folder}/%2e%2e/outside/secret.txt`],
    ['a URL with encoded slashes', ({ root: folder }) => `file://${folder}/..%2Foutside%2Fsecret.txt`],
    ['a sibling whose name begins like the root', ({ root: folder }) => `${folder}-secret.txt`],
    ['a NUL byte', ({ root: folder }) => `${folder}/cat.txt\0.png`],
    ['an encoded NUL byte', ({ root: folder }) => `file://${folder}/cat.txt%00.png`],
    ['a network share', () => '\\\\server\\share\\cat.txt'],
    ['a network share with slashes', () => '//server/share/cat.txt'],
    ['a Windows device', () => '\\\\.\\PhysicalDrive0'],
    ['a URL of another host', () => 'file://server/share/cat.txt'],
    ['a device', () => '/dev/zero'],
    ['the memory of this process', () => '/proc/self/environ'],
    ['an empty path', () => ''],
    ['a folder above', ({ root: folder }) => join(folder, '..')],
  ])('refuses %s', async (_, path) => {
    const failure = await failureOf(path({ root, outside }));

    expect(failure).toMatchObject({ code: 'PATH_NOT_ALLOWED', hint: expect.stringContaining('files.roots') });
  });

  test.each(['file', 'folder', 'chain', 'relative'])('refuses a link out of the roots: %s', async (kind) => {
    await symlink(join(outside, 'secret.txt'), join(root, 'file'));
    await symlink(outside, join(root, 'out'));
    await symlink(join(root, 'file'), join(root, 'chain'));
    await symlink('../outside/secret.txt', join(root, 'relative'));

    const failure = await failureOf(kind === 'folder' ? join(root, 'out', 'secret.txt') : join(root, kind));

    expect(failure).toMatchObject({ code: 'PATH_NOT_ALLOWED' });
  });

  test('does not tell whether a file outside exists', async () => {
    await symlink(outside, join(root, 'out'));
    await symlink(join(outside, 'secret.txt'), join(root, 'good'));
    await symlink(join(outside, 'nothing.txt'), join(root, 'dangling'));
    const pairs = [
      [join(outside, 'secret.txt'), join(outside, 'nothing.txt')],
      [join(outside, 'secret.txt'), join(outside, 'no', 'such', 'folder.txt')],
      [join(outside, 'secret.txt'), join(outside, 'secret.txt', 'beneath')],
      [join(root, 'out', 'secret.txt'), join(root, 'out', 'nothing.txt')],
      [join(root, 'good'), join(root, 'dangling')],
      [join(root, 'good', 'beneath'), join(root, 'dangling', 'beneath')],
    ];

    const failures = await Promise.all(pairs.map((pair) => Promise.all(pair.map((path) => failureOf(path)))));

    for (const [there, missing] of failures)
      expect({ ...(there as object) }).toEqual({ ...(missing as object) });
  });

  test('says that a file under a root is not there', async () => {
    const failures = await Promise.all(
      [
        'dog.txt',
        join(root, 'dog.txt'),
        join(root, 'no', 'folder', 'dog.txt'),
        join(root, 'cat.txt', 'beneath'),
      ].map((path) => failureOf(path)),
    );

    expect(failures.map((failure) => Reflect.get(failure as object, 'code'))).toEqual(
      Array(4).fill('FILE_NOT_FOUND'),
    );
  });

  test('refuses a file above the limit and takes one of just that size', async () => {
    await writeFile(join(root, 'large.txt'), 'x'.repeat(101));
    await writeFile(join(root, 'full.txt'), 'x'.repeat(100));

    const [failure, full] = await Promise.all([failureOf('large.txt'), files.read('full.txt', LIMIT)]);

    expect(failure).toMatchObject({ code: 'FILE_TOO_LARGE', message: expect.stringContaining('100 bytes') });
    expect(full.data).toHaveLength(100);
  });

  test('refuses a folder and a pipe that nobody writes to, without waiting', async () => {
    execFileSync('mkfifo', [join(root, 'pipe')]);

    const failures = await Promise.all([
      failureOf(join(root, 'sub')),
      failureOf(root),
      failureOf(join(root, 'pipe')),
    ]);

    for (const failure of failures) expect(failure).toMatchObject({ code: 'FILE_UNREADABLE' });
  });

  test('refuses a socket', async () => {
    const server = createServer();
    await new Promise<void>((listening) => server.listen(join(root, 'socket'), listening));

    const failure = await failureOf(join(root, 'socket'));

    await new Promise((closed) => server.close(closed));
    expect(failure).toMatchObject({ code: 'FILE_UNREADABLE' });
  });

  test('reads nothing where no folder is allowed', async () => {
    const closed = filesIn(parent, { roots: [] });

    const failure = await closed.read(join(root, 'cat.txt'), LIMIT).catch((error: unknown) => error);

    expect(failure).toMatchObject({ code: 'PATH_NOT_ALLOWED' });
  });

  test('never gives a file from outside while a folder is exchanged for a link and back', async () => {
    await Promise.all([
      mkdir(join(root, 'swap')),
      writeFile(join(outside, 'cat.txt'), 'secret'),
      symlink(outside, join(root, 'link')),
    ]);
    await writeFile(join(root, 'swap', 'cat.txt'), 'meow');
    let swapping = true;
    const swapper = (async () => {
      while (swapping) {
        await rename(join(root, 'swap'), join(root, 'kept'));
        await rename(join(root, 'link'), join(root, 'swap'));
        await rename(join(root, 'swap'), join(root, 'link'));
        await rename(join(root, 'kept'), join(root, 'swap'));
      }
    })();

    const seen = new Set<string>();
    for (let round = 0; round < 400; round++) {
      const result = await files.read(join(root, 'swap', 'cat.txt'), LIMIT).then(
        (file) => file.data.toString(),
        (error: unknown) => String(Reflect.get(error as object, 'code')),
      );
      seen.add(result);
    }
    swapping = false;
    await swapper;

    expect(seen).not.toContain('secret');
    expect(
      [...seen].filter((result) => !['meow', 'PATH_NOT_ALLOWED', 'FILE_NOT_FOUND'].includes(result)),
    ).toEqual([]);
  });
});
