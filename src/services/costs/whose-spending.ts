import { actingOwner } from '../../contracts/acting-owner.js';
import { currentCall } from '../../contracts/current-call.js';
import { nameOfOwner } from '../../contracts/owner-of.js';

/** The client whose spending alone may be shown now; undefined: all of it, to operators and whoever runs the server. */
export function whoseSpending(): string | undefined {
  if (currentCall.getStore()?.access?.isOperator === true) return undefined;
  const owner = actingOwner();
  return owner === undefined ? undefined : nameOfOwner(owner);
}
