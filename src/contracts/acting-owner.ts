import { AsyncLocalStorage } from 'node:async_hooks';
import { currentCall } from './current-call.js';
import { ownerOf } from './owner-of.js';

const acting = new AsyncLocalStorage<string>();

/** Does something on behalf of an owner whose call need not be running: looks at its job, saves what came of it. */
export const actFor = <T>(owner: string, work: () => T): T => acting.run(owner, work);

/** Does something on nobody's behalf. */
export const actForNobody = <T>(work: () => T): T => currentCall.exit(() => acting.exit(work));

/** Whose things the current code works with; undefined: it is the house's own business. */
export function actingOwner(): string | undefined {
  const call = currentCall.getStore();
  return acting.getStore() ?? (call && ownerOf(call));
}
