import { randomInt } from 'node:crypto';
import { lstat, mkdir, open, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withDraft } from './drafts.js';

/** Taken names are numbered so far; then a random number spares a search through thousands. */
const LAST_NUMBER = 20;

/** A file that was written, as it was when it was whole. */
export interface NewFile {
  path: string;
  size: bigint;
  mtimeNs: bigint;
}

/**
 * Writes a new file. A name that is taken, be it by another process at this very moment, gets a
 * number; the content appears under its name at once and whole.
 */
export async function saveNewFile(
  folder: string,
  stem: string,
  extension: string,
  data: Uint8Array | string | AsyncIterable<Uint8Array>,
): Promise<NewFile> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return withDraft(folder, async (draft) => {
    await writeFile(draft, data, { flag: 'wx', mode: 0o600 });
    const { size, mtimeNs } = await lstat(draft, { bigint: true });
    const path = await reserveName(folder, stem, extension);
    await rename(draft, path).catch(async (error: unknown) => {
      await rm(path, { force: true });
      throw error;
    });
    return { path, size, mtimeNs };
  });
}

/** An empty file of our own holds the name: unlike a hard link, every file system has that. */
async function reserveName(folder: string, stem: string, extension: string): Promise<string> {
  for (let number = 1; ; number++) {
    const suffix = number === 1 ? '' : `-${number <= LAST_NUMBER ? number : randomInt(100_000, 100_000_000)}`;
    const path = join(folder, `${stem}${suffix}${extension}`);
    try {
      await (await open(path, 'wx', 0o600)).close();
      return path;
    } catch (error) {
      if (Reflect.get(error as Error, 'code') !== 'EEXIST') throw error;
    }
  }
}
