import { actingOwner } from '../../contracts/acting-owner.js';
import { nameOfOwner } from '../../contracts/owner-of.js';

/** The OpenAI keys of clients that have their own. */
export class ClientAccounts {
  /** @param keys by the clients' names. */
  constructor(private readonly keys: ReadonlyMap<string, string>) {}

  /** The key to ask with on behalf of whoever owns what is looked after now; undefined: the host's. */
  current(): string | undefined {
    const owner = this.keys.size === 0 ? undefined : actingOwner();
    return owner === undefined ? undefined : this.keys.get(nameOfOwner(owner) ?? '');
  }
}
