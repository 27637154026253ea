import { createHash, randomBytes } from 'node:crypto';
import { type FileHandle, mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';

/** A file of our own that lasts as long as it is needed. */
export interface TemporaryFile {
  path: string;
  handle: FileHandle;
  /** Closes it and takes it off the disk. Safe to call more than once. */
  remove(): Promise<void>;
}

/** Past this, whoever made it is gone, even where that can't be asked. */
const LIFETIME_MS = 24 * 60 * 60 * 1000;
const MACHINE = createHash('sha256').update(hostname()).digest('hex').slice(0, 8);
const NAME = /^([0-9a-f]{8})-(\d+)-([0-9a-f]{12})-\d+\.tmp$/;

/** A folder of temporary files, which several processes may share. */
export class TemporaryFiles {
  private readonly token = randomBytes(6).toString('hex');
  private readonly open = new Set<TemporaryFile>();
  private count = 0;
  private ready: Promise<void> | undefined;

  constructor(private readonly folder: string) {}

  async create(): Promise<TemporaryFile> {
    this.ready ??= this.prepare().catch((error: unknown) => {
      // A disk that was full may have room again.
      this.ready = undefined;
      throw error;
    });
    await this.ready;
    this.count += 1;
    const path = join(this.folder, `${MACHINE}-${process.pid}-${this.token}-${this.count}.tmp`);
    const handle = await open(path, 'wx+', 0o600);
    let removing: Promise<void> | undefined;
    const remove = async () => {
      this.open.delete(file);
      await handle.close().catch(() => {});
      await rm(path, { force: true }).catch(() => {});
    };
    const file = { path, handle, remove: () => (removing ??= remove()) };
    this.open.add(file);
    return file;
  }

  /** Takes what this process still has off the disk. */
  async clear(): Promise<void> {
    await Promise.all([...this.open].map((file) => file.remove()));
  }

  private async prepare(): Promise<void> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const names = await readdir(this.folder);
    await Promise.all(names.map((name) => this.removeOrphan(name).catch(() => {})));
  }

  /** What a process left behind that was killed. */
  private async removeOrphan(name: string): Promise<void> {
    const [, machine, pid, token] = NAME.exec(name) ?? [];
    if (pid === undefined || token === this.token) return;
    const path = join(this.folder, name);
    const isOld = Date.now() - (await stat(path)).mtimeMs > LIFETIME_MS;
    if (isOld || (machine === MACHINE && !isAlive(Number(pid)))) await rm(path, { force: true });
  }
}

/** Our own id under another token is one that was ours before: that of a container which was started again. */
function isAlive(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return Reflect.get(error as Error, 'code') === 'EPERM';
  }
}
