import type { LoadedConfig } from '../../config/load-config.js';
import type { Logger } from '../../plugin-api/logger.js';
import type { Storage } from '../../storage/storage.js';
import { filePlacesOf } from './file-places.js';
import { LocalFiles } from './local-files.js';
import type { ProducedFiles } from './produced-files.js';

export interface OpenFilesParts {
  storage: () => Promise<Storage>;
  log: Logger;
  /** ms since 1970. */
  now(): number;
  /** Called when there are other files than before. */
  changed(): void;
}

/** The files of this server: what tools make lies in its folder, or in the object store that the config names. */
export async function openFiles(loaded: LoadedConfig, parts: OpenFilesParts): Promise<LocalFiles> {
  const produced = await producedFiles(loaded, parts);
  const { config } = loaded;
  return new LocalFiles({
    places: filePlacesOf(loaded),
    section: config.files,
    produced,
    changed: parts.changed,
  });
}

async function producedFiles(
  loaded: LoadedConfig,
  { storage, log, now, changed }: OpenFilesParts,
): Promise<ProducedFiles> {
  const { keep, store } = loaded.config.files;
  const places = filePlacesOf(loaded);
  // What the stand-in makes is made up, and stays here.
  if (store === undefined || loaded.sandboxed) {
    const { ProducedFolder } = await import('./produced-folder.js');
    return new ProducedFolder({ places, keep, log, now, cleared: changed });
  }
  const [{ ProducedBucket }, { ObjectStore }, { StoreCopies }, { ProducedFileRows }] = await Promise.all([
    import('./produced-bucket.js'),
    import('./object-store.js'),
    import('./store-copies.js'),
    import('../../storage/produced-file-rows.js'),
  ]);
  return new ProducedBucket({
    rows: async () => new ProducedFileRows((await storage()).db),
    store: new ObjectStore(store),
    copies: new StoreCopies(places.copies, now),
    ...{ keep, log, now, changed },
  });
}
