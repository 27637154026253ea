import { randomUUID } from 'node:crypto';
import {
  type AuthInfo,
  isInitializeRequest,
  WebStandardStreamableHTTPServerTransport,
} from '@modelcontextprotocol/server';
import type { HttpSection } from '../../config/sections/http-section.js';
import type { Host } from '../../host/host.js';
import { createMcpServer } from '../mcp-server.js';
import { rpcRefusal } from './json-answer.js';

interface Session {
  transport: WebStandardStreamableHTTPServerTransport;
  /** The name of the access that opened it; to others it does not exist. */
  owner: string | undefined;
  /** Requests and streams that are open. */
  open: number;
  /** When the last of them ended; ms since 1970. */
  idleSince: number;
}

export interface LegacyMessage {
  request: Request;
  body: unknown;
  authInfo?: AuthInfo;
  owner: string | undefined;
}

/** The sessions of older clients: each lasts until its client ends it, it idles for too long, or others need its place. */
export class Sessions {
  /** In the order in which they were last used. */
  private readonly sessions = new Map<string, Session>();
  private readonly sweeping: NodeJS.Timeout;

  constructor(
    private readonly host: Host,
    private readonly section: Pick<HttpSection, 'maxSessions' | 'sessionIdleMinutes'>,
    private readonly report: (error: Error) => void,
  ) {
    const idleMs = section.sessionIdleMinutes * 60_000;
    this.sweeping = setInterval(() => this.endIdle(idleMs), Math.min(idleMs / 2, 60_000)).unref();
  }

  get count(): number {
    return this.sessions.size;
  }

  /** @param sent settles when the answer has been sent. */
  async answer(message: LegacyMessage, sent: Promise<unknown>): Promise<Response> {
    const id = message.request.headers.get('mcp-session-id');
    const found = id === null ? undefined : this.sessions.get(id);
    const session = found?.owner === message.owner ? found : undefined;
    if (session === undefined && isInitializeRequest(message.body)) return this.begin(message, sent);
    if (session === undefined) {
      return id === null
        ? Response.json(rpcRefusal(-32_000, 'Mcp-Session-Id is missing: begin with initialize.'), {
            status: 400,
          })
        : Response.json(rpcRefusal(-32_001, 'Session not found: begin again with initialize.'), {
            status: 404,
          });
    }
    return this.pass(session, message, sent);
  }

  private async begin(message: LegacyMessage, sent: Promise<unknown>): Promise<Response> {
    if (!this.makeRoom()) {
      const refusal = rpcRefusal(-32_000, 'The server holds as many sessions as it may. Try again later.');
      return Response.json(refusal, { status: 503, headers: { 'retry-after': '10' } });
    }
    let ended: (() => void) | undefined;
    const transport = new WebStandardStreamableHTTPServerTransport({
      sessionIdGenerator: randomUUID,
      onsessioninitialized: (id) => {
        this.sessions.set(id, session);
        ended = this.host.observer?.session('tcp');
      },
    });
    const session: Session = { transport, owner: message.owner, open: 0, idleSince: Date.now() };
    const server = createMcpServer(this.host, { era: 'legacy' });
    const { onclose } = server;
    server.onclose = () => {
      onclose?.();
      ended?.();
      ended = undefined;
      if (transport.sessionId !== undefined) this.sessions.delete(transport.sessionId);
    };
    server.onerror = this.report;
    await server.connect(transport);
    const answer = await this.pass(session, message, sent);
    if (transport.sessionId === undefined) await server.close();
    return answer;
  }

  private async pass(session: Session, message: LegacyMessage, sent: Promise<unknown>): Promise<Response> {
    const { transport } = session;
    const { request, body, authInfo } = message;
    session.open++;
    this.touch(session);
    void sent.finally(() => {
      session.open--;
      this.touch(session);
    });
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
      if (session.open === 0 && Date.now() - session.idleSince >= idleMs) this.end(session);
    }
  }

  private end({ transport }: Session): void {
    if (transport.sessionId !== undefined) this.sessions.delete(transport.sessionId);
    transport.close().catch(this.report);
  }

  close(): void {
    clearInterval(this.sweeping);
    for (const session of this.sessions.values()) this.end(session);
  }
}

function cancelledIn(body: unknown): string | number | undefined {
  const { method, params } = (body ?? {}) as { method?: unknown; params?: { requestId?: unknown } };
  if (method !== 'notifications/cancelled') return undefined;
  const id = params?.requestId;
  return typeof id === 'string' || typeof id === 'number' ? id : undefined;
}
