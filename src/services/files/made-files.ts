import { createHash } from 'node:crypto';
import { lstat, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isUnder } from './is-under.js';
import type { NewFile } from './save-new-file.js';

/** A file that we made and nobody has touched since. */
export interface MadeFile {
  path: string;
  size: number;
  /** ms since 1970. */
  madeAt: number;
}

interface Mark {
  path: string;
  size: string;
  mtimeNs: string;
}

const TOGETHER = 64;

/**
 * Knows which files we made, by a small mark for each in a folder of its own: several processes may write and clear
 * them side by side. A file whose size or time is not that of its mark is somebody else's by now.
 */
export class MadeFiles {
  /** @param marks the folder of the marks. */
  constructor(
    private readonly marks: string,
    private readonly folder: string,
  ) {}

  async note({ path, size, mtimeNs }: NewFile): Promise<void> {
    const mark: Mark = { path, size: String(size), mtimeNs: String(mtimeNs) };
    await mkdir(this.marks, { recursive: true, mode: 0o700 });
    await writeFile(this.markOf(path), JSON.stringify(mark), { mode: 0o600 });
  }

  /** Those in our folder and its shelves, oldest first. Marks of what is gone or changed are removed on the way. */
  async list(): Promise<MadeFile[]> {
    const names = await readdir(this.marks).catch(() => []);
    const found: MadeFile[] = [];
    for (let start = 0; start < names.length; start += TOGETHER) {
      const some = names.slice(start, start + TOGETHER).map((name) => this.read(join(this.marks, name)));
      for (const file of await Promise.all(some)) if (file !== undefined) found.push(file);
    }
    return found.sort((one, other) => one.madeAt - other.madeAt);
  }

  /** Takes a file off the disk, if it is still ours. */
  async remove({ path }: MadeFile): Promise<boolean> {
    const mark = this.markOf(path);
    if ((await this.read(mark)) === undefined) return false;
    await rm(path, { force: true });
    await rm(mark, { force: true });
    return true;
  }

  private markOf(path: string): string {
    return join(this.marks, `${createHash('sha256').update(path).digest('hex').slice(0, 32)}.json`);
  }

  private async read(markPath: string): Promise<MadeFile | undefined> {
    const mark = await readFile(markPath, 'utf8').then(parse, () => undefined);
    if (mark === undefined || !isUnder(this.folder, mark.path)) return undefined;
    const stats = await lstat(mark.path, { bigint: true }).catch((error: unknown) => error as Error);
    // A disk that is away for a while takes no marks with it.
    if (stats instanceof Error && Reflect.get(stats, 'code') !== 'ENOENT') return undefined;
    const isOurs =
      !(stats instanceof Error) &&
      stats.isFile() &&
      String(stats.size) === mark.size &&
      String(stats.mtimeNs) === mark.mtimeNs;
    if (isOurs)
      return { path: mark.path, size: Number(stats.size), madeAt: Number(stats.mtimeNs / 1_000_000n) };
    await rm(markPath, { force: true }).catch(() => {});
    return undefined;
  }
}

function parse(text: string): Mark | undefined {
  try {
    const { path, size, mtimeNs } = JSON.parse(text) as Partial<Mark>;
    return typeof path === 'string' && typeof size === 'string' && typeof mtimeNs === 'string'
      ? { path, size, mtimeNs }
      : undefined;
  } catch {
    return undefined;
  }
}
