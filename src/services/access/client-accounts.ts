import type { Access } from '../../contracts/access.js';
import { actingAccount, actingOwner } from '../../contracts/acting-owner.js';
import { nameOfOwner } from '../../contracts/owner-of.js';
import { ToolError } from '../../plugin-api/tool-error.js';
import { accountOfKey, type KnownKeys } from './known-keys.js';

/** On record, the account of the host's own key, whichever that is by then. */
const HOST = 'host';

/** The OpenAI keys of clients that have their own. */
export class ClientAccounts {
  /**
   * @param keys by the clients' names.
   * @param known those, and what they were before.
   */
  constructor(
    private readonly keys: ReadonlyMap<string, string>,
    private readonly known: KnownKeys,
  ) {}

  /**
   * The key to ask with now; undefined: the host's.
   *
   * @param access of whoever asks.
   * @throws ToolError `JOB_KEY_GONE` for work that was begun with a key that nobody here has.
   */
  key(access: Access | undefined): string | undefined {
    const account = actingAccount();
    if (account === undefined) return this.ownersKey() ?? access?.apiKey;
    return account === HOST ? undefined : (this.known.find(account) ?? keyGone());
  }

  /** What the account is known by on record that is asked with now. */
  account(access: Access | undefined): string {
    const key = this.key(access);
    return key === undefined ? HOST : accountOfKey(key);
  }

  /** Of whoever owns what is looked after. */
  private ownersKey(): string | undefined {
    const owner = this.keys.size === 0 ? undefined : actingOwner();
    return owner === undefined ? undefined : this.keys.get(nameOfOwner(owner) ?? '');
  }
}

function keyGone(): never {
  throw new ToolError(
    'JOB_KEY_GONE',
    'This work was begun with an OpenAI key that the server does not have any more, and another one must not ask for it.',
    "Whoever runs the server can put the key back until the work has ended; it is that client's apiKey.",
  );
}
