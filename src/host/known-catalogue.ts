import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CataloguePlugin } from './catalogue.js';

/**
 * What is known of plugins that are not bundled, kept in the data folder by the hash of their content, so that an
 * unchanged plugin is listed without being imported.
 */
export class KnownCatalogue {
  constructor(private readonly dataFolder: string) {}

  async find(hash: string): Promise<CataloguePlugin | undefined> {
    try {
      return JSON.parse(await readFile(this.file(hash), 'utf8'));
    } catch {
      return undefined;
    }
  }

  /** A data folder that can't be written costs only speed. */
  async remember(hash: string, plugin: CataloguePlugin): Promise<void> {
    const file = this.file(hash);
    const draft = `${file}.${process.pid}`;
    try {
      await mkdir(join(this.dataFolder, 'catalogue'), { recursive: true, mode: 0o700 });
      await writeFile(draft, JSON.stringify(plugin));
      await rename(draft, file);
    } catch {}
  }

  private file(hash: string): string {
    return join(this.dataFolder, 'catalogue', `${hash}.json`);
  }
}
