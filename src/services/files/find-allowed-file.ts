import { lstat, realpath } from 'node:fs/promises';
import { dirname, isAbsolute, resolve } from 'node:path';
import { isUnder } from './is-under.js';
import { fileNotFound, fileUnreadable, pathNotAllowed } from './read-errors.js';

/** The real folders behind the allowed ones; a folder that doesn't exist allows nothing. */
export async function realRoots(roots: readonly string[]): Promise<string[]> {
  const real = await Promise.all(roots.map((root) => realpath(root).catch(() => undefined)));
  return real.filter((root) => root !== undefined);
}

/** The real path of a file in the allowed folders. A relative path is looked up in each of them. */
export async function findAllowedFile(path: string, roots: readonly string[]): Promise<string> {
  if (isAbsolute(path)) return realPathUnder(roots, path);
  for (const root of roots) {
    const found = await realPathUnder(roots, resolve(root, path)).catch(() => undefined);
    if (found !== undefined) return found;
  }
  return realPathUnder(roots, resolve(roots[0] ?? '/', path));
}

async function realPathUnder(roots: readonly string[], path: string): Promise<string> {
  const allow = (real: string) => {
    if (!roots.some((root) => isUnder(root, real))) throw pathNotAllowed();
    return real;
  };
  try {
    return allow(await realpath(path));
  } catch (error) {
    const code: unknown = Reflect.get(error as Error, 'code');
    if (code === 'PATH_NOT_ALLOWED') throw error;
    allow(await nearestFolder(dirname(resolve(path))));
    // What a dangling link points to may not be told from what a good one points to.
    if (
      await lstat(path).then(
        (found) => found.isSymbolicLink(),
        () => false,
      )
    )
      throw pathNotAllowed();
    throw code === 'ENOENT' || code === 'ENOTDIR'
      ? fileNotFound()
      : fileUnreadable('the system refuses it', error);
  }
}

/** The real path of the nearest ancestor that exists: it tells on which side of the fence a missing file would be. */
async function nearestFolder(folder: string): Promise<string> {
  try {
    return await realpath(folder);
  } catch {
    const isDangling = await lstat(folder).then(
      () => true,
      () => false,
    );
    if (isDangling || dirname(folder) === folder) throw pathNotAllowed();
    return nearestFolder(dirname(folder));
  }
}
