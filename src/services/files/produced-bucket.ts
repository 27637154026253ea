import { randomInt } from 'node:crypto';
import { lstat, writeFile } from 'node:fs/promises';
import { basename, dirname, extname, relative, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { KeepSection } from '../../config/sections/keep-section.js';
import { withheldFiles } from '../../contracts/withheld-files.js';
import type { StoredFile } from '../../plugin-api/files.js';
import type { Logger } from '../../plugin-api/logger.js';
import type { ProducedFileRows } from '../../storage/produced-file-rows.js';
import { BucketTidying } from './bucket-tidying.js';
import { mimeTypeOfExtension } from './media-extensions.js';
import type { ObjectStore } from './object-store.js';
import { isPlainName } from './output-folder.js';
import type { Content, ProducedFiles } from './produced-files.js';
import { fileUnreadable } from './read-errors.js';
import { Retention } from './retention.js';
import type { NewFile } from './save-new-file.js';
import type { StoreCopies } from './store-copies.js';

const LAST_NUMBER = 20;

export interface ProducedBucketParts {
  rows: () => Promise<ProducedFileRows>;
  store: ObjectStore;
  copies: StoreCopies;
  keep: KeepSection;
  log: Logger;
  /** ms since 1970. */
  now(): number;
  /** Called when there are other files than before. */
  changed(): void;
}

/** Where a file lies in the bucket, below the prefix. */
export const keyOf = (shelf: string, name: string): string => (shelf === '' ? name : `${shelf}/${name}`);

/** Produced files in an object store. Which there are says the database, so that any server knows them; what is read lies here as a copy. */
export class ProducedBucket implements ProducedFiles {
  private readonly retention: Retention;
  private readonly tidying: BucketTidying;
  /** Not judged yet. */
  private readonly pending = new Set<string>();
  private readonly unlisten: () => void;

  constructor(private readonly parts: ProducedBucketParts) {
    const { keep, log, now, changed } = parts;
    this.tidying = new BucketTidying(parts);
    this.retention = new Retention(this.tidying, keep, { log, now, cleared: changed });
    this.retention.start();
    this.tidying.start();
    this.unlisten = withheldFiles.onRelease(() => void this.settlePending());
  }

  folderOf(shelf: string): string {
    return this.parts.copies.pathOf(shelf);
  }

  async save(shelf: string, stem: string, extension: string, data: Content): Promise<NewFile> {
    const { copies, store, rows: open } = this.parts;
    const rows = await open();
    const name = await this.reserve(rows, shelf, stem, extension);
    const path = copies.pathOf(shelf, name);
    const letGo = copies.hold(path);
    try {
      const stats = await copies.write(path, async (draft) => {
        await writeFile(draft, data, { flag: 'wx', mode: 0o600 });
        return lstat(draft, { bigint: true });
      });
      await store.put(keyOf(shelf, name), path, Number(stats.size));
      await rows.measure({ shelf, name }, Number(stats.size));
      return { path, size: stats.size, mtimeNs: stats.mtimeNs };
    } catch (error) {
      this.parts.log.warn('A file did not get into the object store.', { name, error: String(error) });
      await copies.remove(path).catch(() => {});
      await rows.remove({ shelf, name }).catch(() => {});
      throw error;
    } finally {
      letGo();
    }
  }

  async note({ path }: NewFile): Promise<() => void> {
    const holds = [this.retention.hold(path), this.parts.copies.hold(path)];
    if (withheldFiles.has(path)) this.pending.add(path);
    else await (await this.parts.rows()).show(this.placeOf(path));
    this.retention.look();
    return () => {
      for (const letGo of holds) letGo();
    };
  }

  async recent(shelf: string, limit: number): Promise<StoredFile[]> {
    const rows = await (await this.parts.rows()).recent(shelf, limit);
    return rows.map(({ name, size }) => this.stored(shelf, name, size));
  }

  async find(shelf: string, name: string): Promise<StoredFile | undefined> {
    if (!isPlainName(name)) return undefined;
    const row = await (await this.parts.rows()).find({ shelf, name });
    if (row === undefined) return undefined;
    const { copies, store } = this.parts;
    const file = this.stored(shelf, name, row.size);
    if (row.state === 'hidden') return (await copies.has(file.path)) ? file : undefined;
    try {
      const key = keyOf(shelf, name);
      const isHere = await copies.bring(file.path, row.size, (draft) => store.fetch(key, draft));
      return isHere ? file : undefined;
    } catch (error) {
      this.parts.log.warn('A file could not be had from the object store.', { name, error: String(error) });
      throw fileUnreadable('the object store does not give it', error);
    }
  }

  async bring(shelf: string, path: string): Promise<void> {
    if (dirname(path) === this.folderOf(shelf).replace(/[\\/]$/, '')) await this.find(shelf, basename(path));
  }

  async close(): Promise<void> {
    this.unlisten();
    await Promise.all([this.retention.stop(), this.tidying.stop()]);
  }

  private async reserve(
    rows: ProducedFileRows,
    shelf: string,
    stem: string,
    extension: string,
  ): Promise<string> {
    for (let number = 1; ; number++) {
      const suffix =
        number === 1 ? '' : `-${number <= LAST_NUMBER ? number : randomInt(100_000, 100_000_000)}`;
      const name = `${stem}${suffix}${extension}`;
      if (await rows.reserve({ shelf, name }, this.parts.now())) return name;
    }
  }

  /** What was judged is seen by all, or was removed, and is nobody's any more. */
  private async settlePending(): Promise<void> {
    const settled = [...this.pending].filter((path) => !withheldFiles.has(path));
    for (const path of settled) {
      this.pending.delete(path);
      try {
        if (await this.parts.copies.has(path)) await (await this.parts.rows()).show(this.placeOf(path));
        else await this.tidying.remove({ path });
      } catch (error) {
        this.parts.log.warn('What was judged could not be put on record.', { error: String(error) });
      }
    }
    if (settled.length > 0) this.parts.changed();
  }

  private placeOf(path: string): { shelf: string; name: string } {
    const shelf = relative(this.folderOf(''), dirname(path)).split(sep).join('/');
    return { shelf, name: basename(path) };
  }

  private stored(shelf: string, name: string, size: number): StoredFile {
    const path = this.parts.copies.pathOf(shelf, name);
    return { uri: pathToFileURL(path).href, path, name, mimeType: mimeTypeOfExtension(extname(name)), size };
  }
}
