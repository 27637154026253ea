import { createHash, randomBytes } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { lstat, readdir, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, join } from 'node:path';

/** A draft that nobody has written to for so long has no writer, wherever that was. */
const SURELY_DEAD_MS = 24 * 60 * 60 * 1000;
const DRAFT = /^\.(?:([0-9a-f]{8})-(\d{1,10})-)?[0-9a-f]{16}\.part$/;

/** Names of the drafts that this process writes. */
const own = new Set<string>();

const read = (of: () => string): string => {
  try {
    return of().trim();
  } catch {
    return '';
  }
};

/** Where a process id means what it means here: this boot of this machine and, on Linux, this namespace of processes. */
const here = (() => {
  let known: string | undefined;
  return () => {
    const boot = () => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8');
    const facts = [hostname(), read(boot), read(() => readlinkSync('/proc/self/ns/pid'))];
    known ??= createHash('sha256').update(JSON.stringify(facts)).digest('hex').slice(0, 8);
    return known;
  };
})();

/** Runs work with the path of a new draft, which is gone when the work has ended. */
export async function withDraft<T>(folder: string, work: (draft: string) => Promise<T>): Promise<T> {
  const draft = join(folder, `.${here()}-${process.pid}-${randomBytes(8).toString('hex')}.part`);
  own.add(basename(draft));
  try {
    return await work(draft);
  } finally {
    await rm(draft, { force: true }).catch(() => {});
    own.delete(basename(draft));
  }
}

/** Clears the drafts of processes that have died while they wrote; those of the living, here or elsewhere, stay. */
export async function clearDeadDrafts(folder: string, now: number): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    const [isDraft, place, pid] = DRAFT.exec(name) ?? [];
    if (isDraft === undefined || own.has(name)) continue;
    const path = join(folder, name);
    const stats = await lstat(path).catch(() => undefined);
    if (!stats?.isFile()) continue;
    const isDead = place === here() && !lives(Number(pid));
    if (isDead || now - stats.mtimeMs > SURELY_DEAD_MS) await rm(path, { force: true }).catch(() => {});
  }
}

/** Our own id is that of a dead process, too, where it is on a draft that we don't write. */
function lives(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}
