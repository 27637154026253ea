import { randomUUID } from 'node:crypto';
import { type AuthInfo, isInitializeRequest } from '@modelcontextprotocol/server';
import type { HttpSection } from '../../config/sections/http-section.js';
import type { Host } from '../../host/host.js';
import { accessIn } from '../calling-client.js';
import { createMcpServer } from '../mcp-server.js';
import type { Admission } from './admission.js';
import { rpcRefusal } from './json-answer.js';
import type { OpenToClients } from './lock-out.js';
import type { LegacyMessage, Session } from './session.js';
import { cancelledIn, SessionDesk } from './session-desk.js';
import { SessionTransport } from './session-transport.js';

/** Others hear of it no more often. */
const TOUCH_MS = 15_000;

/**
 * The sessions of older clients: each lasts until its client ends it, it idles for too long, or others need its place. Where the database is
 * shared, any server of the deployment goes on with any of them.
 */
export class Sessions implements OpenToClients {
  /** In the order in which they were last used. */
  private readonly sessions = new Map<string, Session>();
  private readonly reviving = new Map<string, Promise<Session | 'no-room' | undefined>>();
  private readonly sweeping: NodeJS.Timeout;
  private readonly desk: SessionDesk | undefined;
  private readonly touchMs: number;

  constructor(
    private readonly host: Host,
    private readonly section: Pick<HttpSection, 'maxSessions' | 'sessionIdleMinutes'>,
    private readonly report: (error: Error) => void,
  ) {
    const idleMs = section.sessionIdleMinutes * 60_000;
    this.sweeping = setInterval(() => this.endIdle(idleMs), Math.min(idleMs / 2, 60_000)).unref();
    this.touchMs = Math.min(TOUCH_MS, idleMs / 4);
    const { sessions: shared } = host.http.replicas;
    if (shared !== undefined)
      this.desk = new SessionDesk(shared, idleMs, (id) => this.sessions.get(id), report);
  }

  get count(): number {
    return this.sessions.size;
  }

  /** @param sent settles when the answer has been sent. */
  async answer(message: LegacyMessage, sent: Promise<unknown>): Promise<Response> {
    const id = message.request.headers.get('mcp-session-id');
    const session = id === null ? undefined : await this.find(id, message);
    if (session === undefined && isInitializeRequest(message.body)) return this.begin(message, sent);
    if (id === null) return refused(400, -32_000, 'Mcp-Session-Id is missing: begin with initialize.');
    if (session === undefined)
      return refused(404, -32_001, 'Session not found: begin again with initialize.');
    if (session === 'no-room') return this.full();
    if (this.desk === undefined || message.body === undefined) return this.pass(session, message, sent);
    const body = await this.desk.sortOut(id, message.body);
    if (body === undefined) return new Response(null, { status: 202 });
    const answer = await this.pass(session, { ...message, body }, sent);
    if (answer.ok) await this.desk.note(id, body);
    return answer;
  }

  /** What is held here, or is revived from what another server has left of it. */
  private async find(
    id: string,
    { owner, authInfo }: LegacyMessage,
  ): Promise<Session | 'no-room' | undefined> {
    const found = await (this.reviving.get(id) ??
      this.sessions.get(id) ??
      this.reviveOnce(id, owner, authInfo));
    return found === undefined || found === 'no-room' || found.owner === owner ? found : undefined;
  }

  /** Two ends of one session at one server would take each other's messages. */
  private reviveOnce(id: string, owner: string | undefined, authInfo: AuthInfo | undefined) {
    if (this.desk === undefined) return undefined;
    const reviving = this.revive(this.desk, id, owner, authInfo).finally(() => this.reviving.delete(id));
    this.reviving.set(id, reviving);
    return reviving;
  }

  private async revive(
    desk: SessionDesk,
    id: string,
    owner: string | undefined,
    authInfo: AuthInfo | undefined,
  ): Promise<Session | 'no-room' | undefined> {
    const kept = await desk.find(id);
    if (kept === undefined || kept.owner !== owner) return undefined;
    if (!this.makeRoom()) return 'no-room';
    await desk.revive(kept, await this.open(id, owner, authInfo));
    return this.sessions.get(id);
  }

  private async begin(message: LegacyMessage, sent: Promise<unknown>): Promise<Response> {
    if (!this.makeRoom()) return this.full();
    const id = randomUUID();
    const { owner, authInfo, body } = message;
    const session = await this.open(id, owner, authInfo);
    const answer = await this.pass(session, message, sent);
    if (session.transport.sessionId === undefined) {
      await session.transport.close();
      return answer;
    }
    try {
      await this.desk?.keep(id, owner, body);
      return answer;
    } catch (error) {
      this.report(error as Error);
      this.end(session);
      return refused(503, -32_000, 'The database of the sessions cannot be used. Try again later.');
    }
  }

  /** One end of a session, which takes its place when it is initialized. */
  private async open(
    id: string,
    owner: string | undefined,
    authInfo: AuthInfo | undefined,
  ): Promise<Session> {
    let ended: (() => void) | undefined;
    const transport = new SessionTransport(
      {
        sessionIdGenerator: () => id,
        onsessioninitialized: () => {
          this.sessions.set(id, session);
          ended = this.host.observer?.session('tcp');
        },
        onsessionclosed: () => this.desk?.end(id),
      },
      await this.desk?.self(),
    );
    const at = Date.now();
    const times = { idleSince: at, touchedAt: at };
    const session: Session = { transport, owner, authInfo, admission: undefined, open: 0, ...times };
    const server = createMcpServer(this.host, { era: 'legacy', access: accessIn(authInfo) });
    const { onclose } = server;
    server.onclose = () => {
      onclose?.();
      ended?.();
      ended = undefined;
      this.sessions.delete(id);
    };
    server.onerror = this.report;
    await server.connect(transport);
    return session;
  }

  private async pass(session: Session, message: LegacyMessage, sent: Promise<unknown>): Promise<Response> {
    const { transport } = session;
    const { request, body, authInfo } = message;
    session.authInfo = authInfo;
    session.admission = message.admission;
    session.open++;
    void sent.finally(() => {
      session.open--;
      this.touch(session);
    });
    this.tellInUse(session);
    const answer = await transport.handleRequest(request, {
      parsedBody: body,
      ...(authInfo === undefined ? {} : { authInfo }),
    });
    // What is cancelled gets no response, and the SDK would hold its stream open.
    const cancelled = cancelledIn(body);
    if (cancelled !== undefined) transport.closeSSEStream(cancelled);
    return answer;
  }

  private touch(session: Session): void {
    session.idleSince = Date.now();
    const id = session.transport.sessionId;
    if (id !== undefined && this.sessions.delete(id)) this.sessions.set(id, session);
  }

  private tellInUse(session: Session): void {
    const id = session.transport.sessionId;
    if (this.desk === undefined || id === undefined || Date.now() - session.touchedAt < this.touchMs) return;
    session.touchedAt = Date.now();
    this.desk.touch(id);
  }

  /** @returns whether there is room for one more; the one that is idle for the longest leaves for it. */
  private makeRoom(): boolean {
    if (this.sessions.size < this.section.maxSessions) return true;
    for (const session of this.sessions.values()) {
      if (session.open > 0) continue;
      this.end(session);
      return true;
    }
    return false;
  }

  private endIdle(idleMs: number): void {
    for (const session of this.sessions.values()) {
      if (session.open > 0) this.tellInUse(session);
      else if (Date.now() - session.idleSince >= idleMs) this.end(session);
    }
    this.desk?.sweep();
  }

  /** Here alone; another server may go on with it. */
  private end({ transport }: Session): void {
    if (transport.sessionId !== undefined) this.sessions.delete(transport.sessionId);
    transport.close().catch(this.report);
  }

  private full(): Response {
    const words = 'The server holds as many sessions as it may. Try again later.';
    return refused(503, -32_000, words, { 'retry-after': '10' });
  }

  get admissions(): Admission[] {
    return [...this.sessions.values()].flatMap(({ admission }) => admission ?? []);
  }

  /** At every server: nobody else could use them. */
  endThose(isOut: (admission: Admission) => boolean): void {
    for (const [id, session] of this.sessions) {
      if (session.admission === undefined || !isOut(session.admission)) continue;
      void this.desk?.end(id);
      this.end(session);
    }
  }

  close(): void {
    clearInterval(this.sweeping);
    for (const session of this.sessions.values()) this.end(session);
  }
}

const refused = (status: number, code: number, words: string, headers = {}): Response =>
  Response.json(rpcRefusal(code, words), { status, headers });
