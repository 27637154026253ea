import type { WorkerPlace } from '../../storage/collections/collection-messages.js';
import type { CollectionStore } from '../../storage/collections/collection-store.js';
import type { StoragePlace } from '../../storage/open-storage.js';
import type { Storage } from '../../storage/storage.js';
import { openOnce } from '../open-once.js';
import { StoredCollections } from './stored-collections.js';

interface CollectionsDeps {
  place: StoragePlace;
  /** The thread's script, where it is not beside this one. */
  script?: URL;
  storage: () => Promise<Storage>;
  now: () => number;
}

export interface OpenCollections {
  collections: StoredCollections;
  close(): Promise<void>;
}

/** The collections of this server's database. */
export function createCollections({ place, script, storage, now }: CollectionsDeps): OpenCollections {
  const store = openOnce<CollectionStore>(async () => {
    const { engine } = await storage();
    if (engine.kind === 'postgres') {
      const { PostgresCollections } = await import('../../storage/collections/postgres-collections.js');
      return new PostgresCollections(engine.pool);
    }
    const { CollectionThread } = await import('../../storage/collections/collection-thread.js');
    return CollectionThread.store(place as WorkerPlace, script);
  });
  const collections = new StoredCollections({ db: async () => (await storage()).db, store: store.get, now });
  return { collections, close: () => store.close() };
}
