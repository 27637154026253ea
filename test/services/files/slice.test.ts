import { mkdtemp, open, realpath, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { LocalFiles } from '../../../src/services/files/local-files.js';
import { filesIn } from './local-files.js';

const GB = 1024 ** 3;

let root: string;
let files: LocalFiles;

beforeEach(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), 'files-')));
  files = filesIn(join(root, 'data'), { roots: [root] });
});

afterEach(async () => {
  await files.close();
  await rm(root, { recursive: true });
});

describe('a piece of a file', () => {
  test('is what lies there, up to the end of the file', async () => {
    await writeFile(join(root, 'letters.txt'), 'abcdef');
    const file = await files.open('letters.txt', { maxBytes: 100 });
    const data = await files.open('data:text/plain,abcdef', { maxBytes: 100 });

    const pieces = await Promise.all([file.slice(1, 3), file.slice(4, 99), data.slice(1, 3)]);

    expect(pieces.map(String)).toEqual(['bc', 'ef', 'bc']);
  });

  test('is refused where the file has become shorter', async () => {
    await writeFile(join(root, 'letters.txt'), 'abcdef');
    const file = await files.open('letters.txt', { maxBytes: 100 });
    await truncate(join(root, 'letters.txt'), 2);

    await expect(file.slice(0, 6)).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
  });

  test('comes from beyond 4 GB as well, where there is no blob', async () => {
    const path = join(root, 'huge.bin');
    await writeFile(path, '');
    await truncate(path, 5 * GB);
    const handle = await open(path, 'r+');
    await handle.write('far', 5 * GB - 3);
    await handle.close();

    const file = await files.open('huge.bin', { maxBytes: 8 * GB });
    const piece = await file.slice(5 * GB - 3, 5 * GB);

    expect(file.size).toBe(5 * GB);
    expect(piece.toString()).toBe('far');
    expect(() => file.blob).toThrow(expect.objectContaining({ code: 'FILE_TOO_LARGE' }));
  });
});
