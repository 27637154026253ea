import type { StorageFault } from '../storage-error.js';
import type { CollectionStore } from './collection-store.js';

/** What the thread of collections is started with. */
export interface WorkerPlace {
  file: string;
  synchronous: 'normal' | 'full';
}

/** What it is asked. */
export interface StoreCall {
  id: number;
  method: keyof CollectionStore;
  args: unknown[];
}

/** What it answers: `value`, or what it failed with. */
export interface StoreAnswer {
  id: number;
  value?: unknown;
  fault?: { code: StorageFault; message: string; hint: string };
  error?: unknown;
}
