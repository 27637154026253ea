import { constants } from 'node:fs';
import { type FileHandle, lstat, open, readlink, realpath } from 'node:fs/promises';
import { isUnder } from './is-under.js';
import { fileNotFound, fileTooLarge, fileUnreadable, pathNotAllowed } from './read-errors.js';

/** Windows lacks these two. Without O_NONBLOCK, opening a FIFO waits for a writer for ever. */
const FLAGS = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/**
 * Opens a file by its real path. The path is checked once more after the file was opened, on the open file itself, so
 * that exchanging a folder for a link in between gains nothing.
 */
export async function openAllowedFile(
  path: string,
  roots: readonly string[],
  maxBytes: number,
): Promise<{ handle: FileHandle; size: number }> {
  const handle = await open(path, FLAGS).catch((error: unknown) => {
    const code: unknown = Reflect.get(error as Error, 'code');
    if (code === 'ENOENT' || code === 'ENOTDIR') throw fileNotFound();
    throw code === 'ELOOP' ? pathNotAllowed() : fileUnreadable('the system refuses it', error);
  });
  try {
    const opened = await placeOf(handle, path);
    if (!roots.some((root) => isUnder(root, opened))) throw pathNotAllowed();
    const stat = await handle.stat();
    if (!stat.isFile()) throw fileUnreadable('it is a folder or a device');
    if (stat.size > maxBytes) throw fileTooLarge(maxBytes);
    return { handle, size: stat.size };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/** Where an open file really lies. */
async function placeOf(handle: FileHandle, path: string): Promise<string> {
  const known =
    process.platform === 'linux' && (await readlink(`/proc/self/fd/${handle.fd}`).catch(() => undefined));
  if (known) return known;
  const real = await realpath(path);
  const [opened, there] = await Promise.all([handle.stat({ bigint: true }), lstat(real, { bigint: true })]);
  if (opened.ino !== there.ino || opened.dev !== there.dev) throw pathNotAllowed();
  return real;
}
