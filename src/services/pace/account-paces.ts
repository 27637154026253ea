import type { OutgoingRequest } from '../openai/outgoing-request.js';
import type { Pace } from './pace.js';
import type { PacedRequest } from './paced-request.js';

/** The pace of every account that requests go out on: the host's own, and those of clients with keys of their own. */
export class AccountPaces {
  private readonly own = new Map<string, Pace>();
  private readonly hosts: Pace;

  /** @param makePace of the account with this key; undefined: the host's. */
  constructor(private readonly makePace: (key?: string) => Pace) {
    this.hosts = makePace();
  }

  pacedRequest(request: OutgoingRequest): PacedRequest {
    return this.of(request.ownKey).pacedRequest(request);
  }

  /** Requests that wait for their turn. */
  get waiting(): number {
    return this.all.reduce((sum, { waiting }) => sum + waiting, 0);
  }

  /** Accounts that nothing is sent on because OpenAI is down. */
  get open(): number {
    return this.all.filter(({ isOpen }) => isOpen).length;
  }

  private get all(): readonly Pace[] {
    return [this.hosts, ...this.own.values()];
  }

  /** What each is called where nobody may read its key, and how it stands. */
  get states(): ({ account: string } & Pace['state'])[] {
    const own = [...this.own.values()].map((pace, index) => ({
      account: `client key ${index + 1}`,
      ...pace.state,
    }));
    return [{ account: 'server', ...this.hosts.state }, ...own];
  }

  private of(key: string | undefined): Pace {
    if (key === undefined) return this.hosts;
    const known = this.own.get(key);
    if (known !== undefined) return known;
    const pace = this.makePace(key);
    this.own.set(key, pace);
    return pace;
  }
}
