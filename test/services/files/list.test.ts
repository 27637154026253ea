import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { LocalFiles } from '../../../src/services/files/local-files.js';
import { filesIn } from './local-files.js';

let parent: string;
let root: string;
let files: LocalFiles;
const put = async (path: string) => {
  await mkdir(dirname(join(parent, path)), { recursive: true });
  await writeFile(join(parent, path), path);
};
const listed = async (pattern: string) => {
  const found = [];
  for await (const { path, skipped } of files.list(pattern))
    found.push(`${relative(root, path)}${skipped ? ` (${skipped})` : ''}`);
  return found;
};

beforeEach(async () => {
  parent = await realpath(await mkdtemp(join(tmpdir(), 'files-')));
  root = join(parent, 'allowed');
  await Promise.all(
    ['allowed/a.md', 'allowed/docs/b.md', 'allowed/docs/deep/c.ts', 'outside/d.md', 'allowed-not/e.md'].map(
      put,
    ),
  );
  files = filesIn(join(parent, 'data'), { roots: [root] });
});

afterEach(async () => {
  await files.close();
  await rm(parent, { recursive: true });
});

describe('a list of files', () => {
  test('has what fits, in the order of the names', async () => {
    const [folder, glob, everywhere] = [
      await listed('docs'),
      await listed('docs/*'),
      await listed('**/*.{md,ts}'),
    ];

    expect(folder).toEqual(['docs/b.md', 'docs/deep/c.ts']);
    expect(glob).toEqual(['docs/b.md']);
    expect(everywhere).toEqual(['a.md', 'docs/b.md', 'docs/deep/c.ts']);
  });

  test.each(['../outside', '../outside/*.md', 'docs/../../outside/*.md', '../allowed-not/*', '/etc/*', '/*'])(
    'leaves the allowed folders by no %s',
    async (pattern) => {
      await expect(listed(pattern)).rejects.toMatchObject({ code: 'PATH_NOT_ALLOWED' });
    },
  );

  test.each(['*/../../outside/*.md', '{..,docs}/*.md', '{../outside,docs}/*.md', '**/../../outside/**'])(
    'climbs by no glob: %s',
    async (pattern) => {
      const found = await listed(pattern);

      expect(found.filter((path) => path.startsWith('..') || path.includes('outside'))).toEqual([]);
    },
  );

  test('follows no link, to a folder or to a file', async () => {
    await symlink(join(parent, 'outside'), join(root, 'docs', 'link'));
    await symlink(join(parent, 'outside', 'd.md'), join(root, 'docs', 'link.md'));

    const found = await listed('docs/**/*');

    expect(found).toEqual(['docs/b.md', 'docs/link (link)', 'docs/link.md (link)', 'docs/deep/c.ts']);
    await expect(listed('docs/link/*')).rejects.toMatchObject({ code: 'PATH_NOT_ALLOWED' });
  });

  test.each([
    ['{a,b}'.repeat(16), 'stands for more than 64 patterns'],
    ['{1..3000000}', 'has a range in braces'],
    ['+(a|aa)+(a|aa)+(a|aa)b', 'has (…), which is not known here'],
    ['*a*a*a*a*a*b', 'has more than 3 stars between two slashes'],
  ])('refuses a glob that takes minutes: %s', async (glob, why) => {
    await put(`allowed/${'a'.repeat(200)}`);

    await expect(listed(glob)).rejects.toMatchObject({ code: 'INPUT_INVALID', message: `The glob ${why}.` });
  });
});
