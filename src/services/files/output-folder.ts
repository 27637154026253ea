import type { Stats } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { StoredFile } from '../../plugin-api/files.js';
import { mimeTypeOfExtension } from './media-extensions.js';

/** How many files are looked at together. */
const TOGETHER = 64;

/** The files of the output folder itself, newest first; drafts, links and folders are none. */
export async function recentFiles(folder: string, limit: number): Promise<StoredFile[]> {
  const names = (await readdir(folder).catch(() => [])).filter(isPlainName);
  const found: { file: StoredFile; made: number }[] = [];
  for (let start = 0; start < names.length; start += TOGETHER) {
    const some = await Promise.all(
      names.slice(start, start + TOGETHER).map((name) => look(join(folder, name))),
    );
    found.push(...some.filter((each) => each !== undefined));
  }
  return found
    .sort((one, other) => other.made - one.made || (one.file.name < other.file.name ? -1 : 1))
    .slice(0, limit)
    .map(({ file }) => file);
}

/** A file of the output folder by its name; anything that could lead elsewhere is no name. */
export async function findFile(folder: string, name: string): Promise<StoredFile | undefined> {
  return isPlainName(name) ? (await look(join(folder, name)))?.file : undefined;
}

export const isPlainName = (name: string): boolean => /^[^./\\\0:][^/\\\0:]*$/.test(name);

async function look(path: string): Promise<{ file: StoredFile; made: number } | undefined> {
  const stats: Stats | undefined = await lstat(path).catch(() => undefined);
  if (!stats?.isFile()) return undefined;
  const mimeType = mimeTypeOfExtension(extname(path));
  const file = { uri: pathToFileURL(path).href, path, name: basename(path), mimeType, size: stats.size };
  return { file, made: stats.mtimeMs };
}
