import type { Storage } from '../storage/storage.js';
import type { ReplicaChannel } from './replicas/replica-channel.js';

/** Whether a server can do its work. */
export function readiness(storage: () => Promise<Storage>, channel: ReplicaChannel) {
  const checkStorage = async () => {
    const { sql } = await import('kysely');
    await sql`SELECT 1`.execute((await storage()).db);
  };
  return {
    checkStorage,
    async checkReady() {
      await checkStorage();
      channel.requireHearing();
    },
  };
}
