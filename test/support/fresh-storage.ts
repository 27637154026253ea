import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStorage, type StoragePlace } from '../../src/storage/open-storage.js';
import type { Storage } from '../../src/storage/storage.js';
import { freshPostgres } from './postgres.js';

export const ENGINES = ['sqlite', 'postgres'] as const;

export interface FreshStorage {
  place: StoragePlace;
  /** A file of this name that is removed with the rest. */
  scratch(name: string): string;
  /** Another server's way to the same database; closed with the rest. */
  open(): Promise<Storage>;
  drop(): Promise<void>;
}

/** An empty database of the test's own. */
export async function freshStorage(engine: (typeof ENGINES)[number]): Promise<FreshStorage> {
  const folder = await mkdtemp(join(tmpdir(), 'openai-mcp-host-'));
  const { place, remove } = engine === 'sqlite' ? fileIn(folder) : await freshDatabase();
  const opened: Storage[] = [];
  return {
    place,
    scratch: (name) => join(folder, name),
    async open() {
      const storage = await openStorage(place);
      opened.push(storage);
      return storage;
    },
    async drop() {
      await Promise.all(opened.map((storage) => storage.close()));
      await remove();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const fileIn = (folder: string): { place: StoragePlace; remove(): Promise<void> } => ({
  place: { file: join(folder, 'data', 'openai-mcp-host.sqlite'), synchronous: 'normal' },
  remove: async () => {},
});

async function freshDatabase(): Promise<{ place: StoragePlace; remove(): Promise<void> }> {
  const { url, drop } = await freshPostgres();
  return { place: { url }, remove: drop };
}
