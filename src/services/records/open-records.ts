import { RecordStore } from '../../storage/record-store.js';
import type { Storage } from '../../storage/storage.js';
import { KeptRecords } from './kept-records.js';

/** The records of one plugin, in the host's database, which opens at their first use. */
export const openRecords = (
  plugin: string,
  storage: () => Promise<Storage>,
  now: () => number,
): KeptRecords => new KeptRecords(plugin, async () => new RecordStore((await storage()).db), now);
