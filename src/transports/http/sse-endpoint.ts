import type { IncomingMessage, ServerResponse } from 'node:http';
import type { SSEServerTransport } from '@modelcontextprotocol/sdk/server/sse.js';
import type { Transport } from '@modelcontextprotocol/server';
import type { HttpSection } from '../../config/sections/http-section.js';
import type { Access } from '../../contracts/access.js';
import { fault } from '../../contracts/fault.js';
import type { HttpRoute } from '../../contracts/http-route.js';
import type { Host } from '../../host/host.js';
import { createMcpServer } from '../mcp-server.js';
import type { Admission } from './admission.js';
import { authInfoOf } from './auth-info.js';
import type { Exchanges } from './exchanges.js';
import { answerJson, rpcRefusal } from './json-answer.js';
import type { OpenToClients } from './lock-out.js';
import type { MessageReader } from './read-message.js';
import { STUCK_MS } from './stream-sender.js';

const MESSAGES = '/messages';
const KEEP_ALIVE_MS = 15_000;
const REFUSED = -32_000;

export interface SseParts {
  host: Host;
  section: HttpSection;
  exchanges: Exchanges;
  reader: MessageReader;
}

/**
 * HTTP+SSE, which only clients older than Streamable HTTP speak: one stream a client, and messages beside it.
 *
 * @throws FaultError without the SDK that still has it.
 */
export async function openSseEndpoint(parts: SseParts): Promise<SseEndpoint> {
  const sdk = await import('@modelcontextprotocol/sdk/server/sse.js').catch((error: unknown) => {
    const hint = 'npm install @modelcontextprotocol/sdk, or leave out --sse and server.http.sse.';
    throw fault('SSE_SDK_MISSING', `HTTP+SSE needs the package @modelcontextprotocol/sdk (${error}).`, hint);
  });
  return new SseEndpoint(parts, (response) => new sdk.SSEServerTransport(MESSAGES, response));
}

interface OpenStream {
  transport: SSEServerTransport;
  owner: string | undefined;
  /** As whom its last messages were let in; the one that opened it first. */
  admissions: Admission[];
}

/** Of a stream with more calls under way, the earliest are let go on. */
const MOST_ADMISSIONS = 256;

class SseEndpoint implements OpenToClients {
  private readonly open = new Map<string, OpenStream>();
  readonly routes: readonly HttpRoute[] = [
    { path: '/sse', methods: ['GET'], for: 'clients', handle: (_, ...rest) => this.begin(...rest) },
    {
      path: MESSAGES,
      methods: ['POST'],
      for: 'clients',
      handle: (...exchange) => this.take(...exchange),
    },
  ];

  constructor(
    private readonly parts: SseParts,
    private readonly transportTo: (response: ServerResponse) => SSEServerTransport,
  ) {}

  private async begin(response: ServerResponse, access?: Access): Promise<void> {
    const { host, section, exchanges } = this.parts;
    if (this.open.size >= section.maxSessions) {
      const refusal = rpcRefusal(REFUSED, 'The server holds as many streams as it may. Try again later.');
      return answerJson(response, 503, refusal, { 'retry-after': '10' });
    }
    exchanges.stand(response, true);
    const transport = this.transportTo(response);
    const server = createMcpServer(host, { era: 'legacy', access });
    const { sessionId } = transport;
    const admission = exchanges.of(response)?.admission;
    this.open.set(sessionId, { transport, owner: access?.name, admissions: admission ? [admission] : [] });
    let stuckFor = 0;
    const beating = setInterval(() => {
      stuckFor = response.writableNeedDrain ? stuckFor + KEEP_ALIVE_MS : 0;
      if (stuckFor >= STUCK_MS) response.destroy();
      else response.write(': keepalive\n\n');
    }, KEEP_ALIVE_MS);
    response.once('close', () => {
      clearInterval(beating);
      this.open.delete(sessionId);
    });
    await server.connect(transport as unknown as Transport);
  }

  private async take(request: IncomingMessage, response: ServerResponse, access?: Access): Promise<void> {
    const id = new URL(request.url ?? '', 'http://localhost').searchParams.get('sessionId');
    const found = this.open.get(id ?? '');
    if (found === undefined || found.owner !== access?.name) {
      return answerJson(response, 404, rpcRefusal(-32_001, 'Session not found: begin again at /sse.'));
    }
    const body = await this.parts.reader.read(request, response);
    if (response.writableEnded || response.destroyed) return;
    const admission = this.parts.exchanges.of(response)?.admission;
    if (admission !== undefined) found.admissions.push(admission);
    if (found.admissions.length > MOST_ADMISSIONS) found.admissions.splice(1, 1);
    try {
      await found.transport.handleMessage(body, authInfoOf(access) as never);
    } catch {
      return answerJson(response, 400, rpcRefusal(-32_600, 'This is no message of JSON-RPC.'));
    }
    response.writeHead(202).end();
  }

  get admissions(): Admission[] {
    return [...this.open.values()].flatMap(({ admissions }) => admissions);
  }

  endThose(isOut: (admission: Admission) => boolean): void {
    for (const { transport, admissions } of this.open.values())
      if (admissions.slice(0, 1).some(isOut)) void transport.close();
  }

  async close(): Promise<void> {
    for (const { transport } of this.open.values()) await transport.close();
  }
}
