import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { KeepSection } from '../../config/sections/keep-section.js';
import type { StoredFile } from '../../plugin-api/files.js';
import type { Logger } from '../../plugin-api/logger.js';
import { clearDeadDrafts } from './drafts.js';
import type { FilePlaces } from './file-places.js';
import { MadeFiles } from './made-files.js';
import { findFile, recentFiles } from './output-folder.js';
import type { Content, ProducedFiles } from './produced-files.js';
import { Retention } from './retention.js';
import { type NewFile, saveNewFile } from './save-new-file.js';
import { SHELVES } from './shelf.js';

export interface ProducedFolderOptions {
  places: Pick<FilePlaces, 'folder' | 'marks'>;
  keep: KeepSection;
  log: Logger;
  /** ms since 1970. */
  now(): number;
  /** Called when files were cleared. */
  cleared(): void;
}

/** Produced files in a folder of this machine: each shelf is a folder in it. */
export class ProducedFolder implements ProducedFiles {
  private readonly made: MadeFiles;
  private readonly retention: Retention;
  private readonly clearing: Promise<void>;

  constructor(private readonly options: ProducedFolderOptions) {
    const { places, keep, log, now, cleared } = options;
    this.made = new MadeFiles(places.marks, places.folder);
    this.retention = new Retention(this.made, keep, { log, now, cleared });
    this.retention.start();
    this.clearing = this.clearDrafts();
  }

  folderOf(shelf: string): string {
    return join(this.options.places.folder, shelf);
  }

  save(shelf: string, stem: string, extension: string, data: Content): Promise<NewFile> {
    return saveNewFile(this.folderOf(shelf), stem, extension, data);
  }

  recent(shelf: string, limit: number): Promise<StoredFile[]> {
    return recentFiles(this.folderOf(shelf), limit);
  }

  find(shelf: string, name: string): Promise<StoredFile | undefined> {
    return findFile(this.folderOf(shelf), name);
  }

  /** All of it lies here. */
  async bring(): Promise<void> {}

  async note(file: NewFile): Promise<() => void> {
    const letGo = this.retention.hold(file.path);
    // Without its mark, a file is kept for ever: better than not at all.
    await this.made
      .note(file)
      .catch((error: unknown) =>
        this.options.log.warn('It could not be noted that a file was made here', { error: String(error) }),
      );
    this.retention.look();
    return letGo;
  }

  async close(): Promise<void> {
    await Promise.all([this.retention.stop(), this.clearing]);
  }

  private async clearDrafts(): Promise<void> {
    const shelves = await readdir(this.folderOf(SHELVES)).catch(() => []);
    const now = this.options.now();
    for (const shelf of ['', ...shelves.map((each) => join(SHELVES, each))])
      await clearDeadDrafts(this.folderOf(shelf), now);
  }
}
