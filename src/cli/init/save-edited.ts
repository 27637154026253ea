import { copyFile, mkdir, open, realpath, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fault } from '../../contracts/fault.js';

/**
 * Puts a text in the place of a file as one, with its permissions, and keeps what was there beside it. A link stays, and what it
 * leads to is written.
 *
 * @returns where the former text is; undefined where there was no file.
 * @throws FaultError `CLIENT_CONFIG_NOT_WRITTEN`
 */
export async function saveEdited(path: string, text: string): Promise<string | undefined> {
  try {
    const target = await realpath(path).catch(() => undefined);
    if (target === undefined) {
      await mkdir(dirname(path), { recursive: true });
      await writeWhole(path, text, 0o600);
      return undefined;
    }
    const { mode } = await stat(target);
    const backup = `${target}.${new Date().toISOString().replace(/[:.]/g, '-')}.bak`;
    await copyFile(target, backup);
    await writeWhole(target, text, mode & 0o777);
    return backup;
  } catch (error) {
    const { message } = error as Error;
    throw fault('CLIENT_CONFIG_NOT_WRITTEN', message, 'See with --print what to add by hand.', {
      where: path,
    });
  }
}

async function writeWhole(path: string, text: string, mode: number): Promise<void> {
  const draft = `${path}.${process.pid}.new`;
  try {
    const file = await open(draft, 'wx', mode);
    try {
      await file.chmod(mode);
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}
