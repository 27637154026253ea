import { setTimeout as pause } from 'node:timers/promises';
import { codeOf, failureOf, statusOf } from './store-failure.js';

const PAUSES_MS = [200, 1000, 3000];

/**
 * Asks an object store, and again where that may help.
 *
 * @throws ObjectStoreError when it is not done, after some tries; what this machine's disk says, as it is.
 */
export async function tryOften<T>(ask: () => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries++) {
    try {
      return await ask();
    } catch (error) {
      const wait = PAUSES_MS[tries];
      if (wait === undefined || !mayPass(error)) throw failureOf(error);
      await pause(wait);
    }
  }
}

/** Not where it refuses, or where our own disk does. */
function mayPass(error: unknown): boolean {
  const status = statusOf(error);
  if (status !== undefined) return status === 408 || status === 429 || status >= 500;
  return !/^E(NOSPC|DQUOT|ROFS|ACCES|PERM|NOENT)$/.test(codeOf(error));
}
