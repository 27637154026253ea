import { randomBytes } from 'node:crypto';
import type { Replicas } from '../../contracts/replicas.js';
import type { Storage } from '../../storage/storage.js';
import { DatabaseSessions } from './database-sessions.js';
import type { ReplicaChannel } from './replica-channel.js';

/** @param storage the database of a deployment; undefined for a server that keeps its own. */
export function createReplicas(
  storage: (() => Promise<Storage>) | undefined,
  channel: ReplicaChannel,
  now: () => number,
): Replicas {
  // Made anew at each start: nobody else has to read what it signs.
  if (storage === undefined) return { answerKey: async () => randomBytes(32), listen: () => {} };
  return {
    async answerKey() {
      const { sharedSecret } = await import('../../storage/shared-secrets.js');
      return sharedSecret((await storage()).db, 'answers');
    },
    listen: () => channel.start(),
    sessions: new DatabaseSessions(storage, channel, now),
  };
}
