import type { LoadedConfig } from '../config/load-config.js';
import { ResourceChanges } from '../contracts/resource-changes.js';
import type { Storage } from '../storage/storage.js';
import { CostBook } from './costs/cost-book.js';
import { type OpenedOnce, openOnce } from './open-once.js';
import { storagePlaceOf } from './storage-place.js';

/** What a host has once, whatever services its config asks for now: those that follow one another work with the same. */
export interface SharedServices {
  storage: OpenedOnce<Storage>;
  /** What plugins tell of their resources. */
  resourceChanges: ResourceChanges;
  /** What was spent since the host started. */
  costs: CostBook;
  /** After the last services that work with it. */
  close(): Promise<void>;
}

/** Opens nothing before it is asked for. */
export function createShared(loaded: LoadedConfig): SharedServices {
  const storage = openOnce(async () => {
    const { openStorage } = await import('../storage/open-storage.js');
    return openStorage(storagePlaceOf(loaded));
  });
  return {
    storage,
    resourceChanges: new ResourceChanges(),
    costs: new CostBook(),
    close: () => storage.close(),
  };
}
