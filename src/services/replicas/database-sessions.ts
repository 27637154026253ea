import type { KeptSession, SessionNews, SessionWish, SharedSessions } from '../../contracts/replicas.js';
import type { ClientSessions } from '../../storage/client-sessions.js';
import type { Storage } from '../../storage/storage.js';
import type { ReplicaChannel } from './replica-channel.js';

const NEWS = 'session';

/** Sessions as rows of the database, and what servers tell each other of them. */
export class DatabaseSessions implements SharedSessions {
  constructor(
    private readonly storage: () => Promise<Storage>,
    private readonly channel: ReplicaChannel,
    /** ms since 1970. */
    private readonly now: () => number,
  ) {}

  self(): Promise<string> {
    return this.channel.self();
  }

  async keep({ id, owner, hello }: Omit<KeptSession, 'wishes'>): Promise<void> {
    const row = { id, owner: owner ?? null, hello: JSON.stringify(hello), seen_at: this.now() };
    await (await this.rows()).keep(row);
  }

  async find(id: string, idleMs: number): Promise<KeptSession | undefined> {
    const found = await (await this.rows()).find(id, this.now() - idleMs);
    if (found === undefined) return undefined;
    const { session, wishes } = found;
    return {
      id,
      owner: session.owner ?? undefined,
      hello: JSON.parse(session.hello),
      wishes: wishes.map((wish) => JSON.parse(wish)),
    };
  }

  async touch(id: string): Promise<boolean> {
    return (await this.rows()).touch(id, this.now());
  }

  async wish(id: string, wish: SessionWish): Promise<void> {
    const rows = await this.rows();
    const uri = String(wish.params?.uri ?? '');
    if (wish.method === 'resources/unsubscribe') await rows.unwish(id, `resource ${uri}`);
    else {
      const subject = wish.method === 'resources/subscribe' ? `resource ${uri}` : wish.method;
      await rows.wish(id, subject, JSON.stringify(wish));
    }
    await this.pass({ session: id, message: { ...wish } });
  }

  async end(id: string): Promise<void> {
    await (await this.rows()).forget(id);
    await this.pass({ session: id });
  }

  pass(news: SessionNews): Promise<void> {
    return this.channel.say(NEWS, JSON.stringify(news));
  }

  hear(listener: (news: SessionNews) => void): void {
    this.channel.hear(NEWS, (message) => listener(JSON.parse(message) as SessionNews));
  }

  async sweep(idleMs: number): Promise<void> {
    await (await this.rows()).sweep(this.now() - idleMs);
  }

  private async rows(): Promise<ClientSessions> {
    const { ClientSessions } = await import('../../storage/client-sessions.js');
    return new ClientSessions((await this.storage()).db);
  }
}
