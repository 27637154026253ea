import type { AuthInfo } from '@modelcontextprotocol/server';
import type { KeptSession, SessionNews, SessionWish, SharedSessions } from '../../contracts/replicas.js';
import { answeredBy, type SessionTransport } from './session-transport.js';

/** How a client asks to be told of things, or not any more. */
const WISHES = new Set(['logging/setLevel', 'resources/subscribe', 'resources/unsubscribe']);

/** What one server holds of a session. */
export interface HeldSession {
  transport: SessionTransport;
  authInfo: AuthInfo | undefined;
}

type Message = Record<string, unknown>;

/** Keeps the servers of a deployment together that hold the same session: any of them may get any of its requests. */
export class SessionDesk {
  private own: Promise<string> | undefined;

  constructor(
    private readonly shared: SharedSessions,
    private readonly idleMs: number,
    private readonly held: (id: string) => HeldSession | undefined,
    private readonly report: (error: Error) => void,
  ) {
    shared.hear((news) => void this.take(news).catch(report));
  }

  /** Who this server is. */
  self(): Promise<string> {
    this.own ??= this.shared.self();
    // A database that was away may be there next time.
    this.own.catch(() => {
      this.own = undefined;
    });
    return this.own;
  }

  async keep(id: string, owner: string | undefined, body: unknown): Promise<void> {
    await this.shared.keep({ id, owner, hello: ((body as Message).params ?? {}) as Message });
  }

  find(id: string): Promise<KeptSession | undefined> {
    return this.shared.find(id, this.idleMs);
  }

  /** Puts a new end of a session where it was left: its client has shaken hands long ago. */
  async revive({ hello, wishes }: KeptSession, { transport, authInfo }: HeldSession): Promise<void> {
    const headers = { accept: 'application/json, text/event-stream', 'content-type': 'application/json' };
    const answer = await transport.handleRequest(
      new Request('http://localhost/', { method: 'POST', headers }),
      {
        parsedBody: { jsonrpc: '2.0', id: 'revived', method: 'initialize', params: hello },
      },
    );
    await answer.text();
    transport.take({ method: 'notifications/initialized' }, authInfo);
    for (const wish of wishes) transport.take({ ...wish }, authInfo);
  }

  /**
   * Passes on what others have to hear too.
   *
   * @returns the body as this server takes it; undefined where nothing of it is left.
   */
  async sortOut(session: string, body: unknown): Promise<unknown> {
    if (body === undefined) return undefined;
    const self = await this.self();
    const left: unknown[] = [];
    for (const message of Array.isArray(body) ? body : [body]) {
      const answered = answeredBy(message);
      const passed = message as Message;
      if (answered !== undefined && answered.server !== self)
        await this.shared.pass({ session, to: answered.server, message: { ...passed, id: answered.id } });
      else left.push(answered === undefined ? message : { ...passed, id: answered.id });
      if (isCancellation(message)) await this.shared.pass({ session, message: passed });
    }
    return left.length === 0 ? undefined : Array.isArray(body) ? left : left[0];
  }

  /** Puts on record what the client wishes from now on. */
  async note(session: string, body: unknown): Promise<void> {
    for (const message of Array.isArray(body) ? body : [body]) {
      const { method, params } = (message ?? {}) as Partial<SessionWish>;
      if (typeof method !== 'string' || !WISHES.has(method)) continue;
      await this.shared.wish(session, { method, ...(params && { params }) });
    }
  }

  /** Before this is done, its client may not hear that it has ended: another request of its would revive it. */
  async end(id: string): Promise<void> {
    await this.shared.end(id).catch(this.report);
  }

  /** It is in use here. */
  touch(id: string): void {
    this.shared.touch(id).then(async (isThere) => {
      if (!isThere) await this.held(id)?.transport.close();
    }, this.report);
  }

  sweep(): void {
    this.shared.sweep(this.idleMs).catch(this.report);
  }

  private async take({ session, to, message }: SessionNews): Promise<void> {
    const held = this.held(session);
    if (held === undefined || (to !== undefined && to !== (await this.self()))) return;
    const { transport, authInfo } = held;
    if (message === undefined) return transport.close();
    transport.take(message, authInfo);
    const cancelled = cancelledIn(message);
    if (cancelled !== undefined) transport.closeSSEStream(cancelled);
  }
}

const isCancellation = (message: unknown): boolean =>
  (message as Message | null)?.method === 'notifications/cancelled';

/** The request that a message cancels. */
export function cancelledIn(message: unknown): string | number | undefined {
  if (!isCancellation(message)) return undefined;
  const { requestId } = ((message as Message).params ?? {}) as { requestId?: unknown };
  return typeof requestId === 'string' || typeof requestId === 'number' ? requestId : undefined;
}
