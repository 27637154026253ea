import { randomBytes } from 'node:crypto';
import type { Storage } from '../../storage/storage.js';

/** What signs the answers of clients: of a deployment from its database, of one server that keeps its own made anew at each start. */
export async function answerKey(storage: (() => Promise<Storage>) | undefined): Promise<Uint8Array> {
  if (storage === undefined) return randomBytes(32);
  const { sharedSecret } = await import('../../storage/shared-secrets.js');
  return sharedSecret((await storage()).db, 'answers');
}
