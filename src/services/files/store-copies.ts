import { lstat, mkdir, readdir, rename, rm, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { clearDeadDrafts, withDraft } from './drafts.js';

/** A copy that nobody has asked for in so long makes room. */
const KEPT_MS = 60 * 60 * 1000;

/** Copies on this disk of what lies in the object store: what was made here, and what was asked for here. */
export class StoreCopies {
  private readonly coming = new Map<string, Promise<boolean>>();
  private readonly held = new Map<string, number>();

  constructor(
    private readonly folder: string,
    private readonly now: () => number,
  ) {}

  pathOf(shelf: string, name = ''): string {
    return join(this.folder, shelf, name);
  }

  /** Has one written, which takes its name when it is whole. */
  async write<T>(path: string, work: (draft: string) => Promise<T>): Promise<T> {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    return withDraft(dirname(path), async (draft) => {
      const value = await work(draft);
      await rename(draft, path);
      return value;
    });
  }

  /** Whether it is here now; fetched once for all who ask at the same time. */
  bring(path: string, size: number, fetch: (draft: string) => Promise<boolean>): Promise<boolean> {
    const coming = this.coming.get(path) ?? this.fetched(path, size, fetch);
    this.coming.set(path, coming);
    return coming.finally(() => this.coming.delete(path));
  }

  /** Keeps it until what it returns is called. */
  hold(path: string): () => void {
    this.held.set(path, (this.held.get(path) ?? 0) + 1);
    return () => {
      const others = (this.held.get(path) ?? 1) - 1;
      if (others > 0) this.held.set(path, others);
      else this.held.delete(path);
    };
  }

  async has(path: string): Promise<boolean> {
    return (await sizeOf(path)) !== undefined;
  }

  remove(path: string): Promise<void> {
    return rm(path, { force: true });
  }

  /** Clears what nobody has asked for lately. */
  async clear(folder = this.folder): Promise<void> {
    const now = this.now();
    await clearDeadDrafts(folder, now);
    for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) await this.clear(path);
      else if (!entry.name.startsWith('.') && !this.held.has(path)) {
        const stats = await lstat(path).catch(() => undefined);
        if (stats !== undefined && now - stats.mtimeMs > KEPT_MS) await this.remove(path).catch(() => {});
      }
    }
  }

  private async fetched(
    path: string,
    size: number,
    fetch: (draft: string) => Promise<boolean>,
  ): Promise<boolean> {
    if ((await sizeOf(path)) === size) {
      const now = new Date(this.now());
      await utimes(path, now, now).catch(() => {});
      return true;
    }
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    return withDraft(dirname(path), async (draft) => {
      if (!(await fetch(draft))) return false;
      await rename(draft, path);
      return true;
    });
  }
}

const sizeOf = (path: string): Promise<number | undefined> =>
  lstat(path).then(
    (stats) => (stats.isFile() ? stats.size : undefined),
    () => undefined,
  );
