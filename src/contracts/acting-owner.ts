import { AsyncLocalStorage } from 'node:async_hooks';
import { currentCall } from './current-call.js';
import { ownerOf } from './owner-of.js';

interface Acting {
  owner: string;
  account: string | undefined;
}

const acting = new AsyncLocalStorage<Acting>();

/**
 * Does something on behalf of an owner whose call need not be running: looks at its job, saves what came of it.
 *
 * @param account at the provider, by which the work was begun; left out: the owner's of now.
 */
export const actFor = <T>(owner: string, work: () => T, account?: string | null): T =>
  acting.run({ owner, account: account ?? undefined }, work);

/** Does something on nobody's behalf. */
export const actForNobody = <T>(work: () => T): T => currentCall.exit(() => acting.exit(work));

/** Whose things the current code works with; undefined: it is the house's own business. */
export function actingOwner(): string | undefined {
  const call = currentCall.getStore();
  return acting.getStore()?.owner ?? (call && ownerOf(call));
}

/** The account that what is looked after now was begun by; undefined where that is the owner's of now. */
export const actingAccount = (): string | undefined => acting.getStore()?.account;
