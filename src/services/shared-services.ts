import type { LoadedConfig } from '../config/load-config.js';
import type { Replicas } from '../contracts/replicas.js';
import { ResourceChanges } from '../contracts/resource-changes.js';
import type { SharedAnswers } from '../contracts/shared-answers.js';
import type { Storage } from '../storage/storage.js';
import { KnownKeys } from './access/known-keys.js';
import { CostBook } from './costs/cost-book.js';
import { createLogger } from './logging/create-logger.js';
import { type OpenedOnce, openOnce } from './open-once.js';
import { EndedCalls } from './operations/ended-calls.js';
import { createReplicas } from './replicas/create-replicas.js';
import { DatabaseAnswers } from './replicas/database-answers.js';
import { ReplicaChannel } from './replicas/replica-channel.js';
import { shareChanges } from './replicas/share-changes.js';
import { storagePlaceOf } from './storage-place.js';

/** What a host has once, whatever services its config asks for now: those that follow one another work with the same. */
export interface SharedServices {
  storage: OpenedOnce<Storage>;
  /** What plugins tell of their resources. */
  resourceChanges: ResourceChanges;
  /** What was spent since the host started. */
  costs: CostBook;
  /** How calls have ended since then. */
  endedCalls: EndedCalls;
  /** What the servers on one database tell each other. */
  channel: ReplicaChannel;
  replicas: Replicas;
  /** Absent where this server is the only one. */
  heldAnswers?: SharedAnswers;
  /** Keys of clients, those of before too. */
  knownKeys: KnownKeys;
  /** After the last services that work with it. */
  close(): Promise<void>;
}

/**
 * Opens nothing before it is asked for.
 *
 * @param now ms since 1970.
 */
export function createShared(loaded: LoadedConfig, now: () => number = Date.now): SharedServices {
  const storage = openOnce(async () => {
    const { openStorage } = await import('../storage/open-storage.js');
    return openStorage(storagePlaceOf(loaded));
  });
  const resourceChanges = new ResourceChanges();
  // Where other servers may be on the same database.
  const common = 'url' in storagePlaceOf(loaded) ? storage.get : undefined;
  const log = createLogger({ level: loaded.config.logLevel }).loggerFor('replicas');
  const channel = new ReplicaChannel({ storage: common, log });
  shareChanges(resourceChanges, channel);
  return {
    ...{ storage, resourceChanges, channel },
    costs: new CostBook(),
    endedCalls: new EndedCalls(now),
    knownKeys: new KnownKeys(),
    ...(common && { heldAnswers: new DatabaseAnswers(common, log) }),
    replicas: createReplicas(common, channel, now),
    async close() {
      channel.stop();
      await storage.close();
    },
  };
}
