import type { Logger } from '../../plugin-api/logger.js';
import type { Storage } from '../../storage/storage.js';
import { LocalPaceStore } from '../pace/pace-store.js';
import { SharedPaceStore } from '../pace/shared-pace-store.js';
import { CallSeats } from './call-seats.js';
import { ClientLimits } from './client-limits.js';

export interface LimitsDeps {
  storage: () => Promise<Storage>;
  log: Logger;
  /** ms since 1970. */
  now: () => number;
}

/** The limits of clients, and what ends their keeping. */
export function openLimits({ storage, log, now }: LimitsDeps): {
  limits: ClientLimits;
  stop(): Promise<void>;
} {
  const rows = async () => {
    const { openPaceRows } = await import('../../storage/pace-rows.js');
    return openPaceRows(await storage(), now);
  };
  const seats = new CallSeats({ rows, log });
  const store = new SharedPaceStore(rows, new LocalPaceStore(now), { now, log });
  return { limits: new ClientLimits(store, seats), stop: () => seats.stop() };
}
