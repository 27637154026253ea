import type { Dirent } from 'node:fs';
import { readdir, realpath } from 'node:fs/promises';
import { join, posix } from 'node:path';
import type { ListedFile } from '../../plugin-api/files.js';

/** What others wrote, or a program. */
const NOT_LOOKED_INTO = new Set(['node_modules', 'bower_components', '__pycache__']);

interface Place {
  path: string;
  /** Below the folder that was asked for, with slashes. */
  name: string;
}

/**
 * The files below a folder, or the one file that it is.
 *
 * @param start a real path.
 * @param glob what must fit the rest of a path.
 */
export async function* walk(start: string, glob = '**/*', signal?: AbortSignal): AsyncGenerator<ListedFile> {
  const waiting: Place[] = [{ path: start, name: '' }];
  for (let place = waiting.pop(); place !== undefined; place = waiting.pop()) {
    signal?.throwIfAborted();
    const entries = await entriesOf(place.path);
    if (entries === 'file') {
      if (place.name === '' && glob === '**/*') yield { path: place.path };
    } else if (entries === undefined) yield { path: place.path, skipped: 'unreadable' };
    else {
      const folders: Place[] = [];
      for (const entry of entries) {
        const path = join(place.path, entry.name);
        const name = posix.join(place.name, entry.name);
        if (entry.isDirectory() && !maySkip(entry.name, glob)) folders.push({ path, name });
        else if (entry.isDirectory()) yield { path, skipped: 'folder' };
        else if (entry.isSymbolicLink()) {
          if (posix.matchesGlob(name, glob)) yield { path, skipped: 'link' };
        } else if (entry.isFile() && posix.matchesGlob(name, glob)) yield { path };
      }
      if (goesDeeper(glob, place.name)) waiting.push(...folders.reverse());
    }
  }
}

/** Undefined where the system refuses, and for what became a link since its folder was read. */
async function entriesOf(path: string): Promise<Dirent[] | 'file' | undefined> {
  try {
    if ((await realpath(path)) !== path) return undefined;
    const entries = await readdir(path, { withFileTypes: true });
    return entries.sort((one, other) => (one.name < other.name ? -1 : 1));
  } catch (error) {
    return Reflect.get(error as Error, 'code') === 'ENOTDIR' ? 'file' : undefined;
  }
}

/** A folder that the glob itself names is looked into. */
const maySkip = (name: string, glob: string): boolean =>
  (name.startsWith('.') || NOT_LOOKED_INTO.has(name)) && !glob.split('/').includes(name);

/** Braces can hold slashes, so their depth is not counted. */
const goesDeeper = (glob: string, folder: string): boolean =>
  /\*\*|\{/.test(glob) || glob.split('/').length > (folder === '' ? 0 : folder.split('/').length) + 1;
