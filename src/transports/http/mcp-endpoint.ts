import type { IncomingMessage, ServerResponse } from 'node:http';
import { createMcpHandler } from '@modelcontextprotocol/server';
import type { HttpSection } from '../../config/sections/http-section.js';
import type { Access } from '../../contracts/access.js';
import type { HttpRoute } from '../../contracts/http-route.js';
import type { Host } from '../../host/host.js';
import { accessIn } from '../calling-client.js';
import { createMcpServer } from '../mcp-server.js';
import type { Admission } from './admission.js';
import { authInfoOf } from './auth-info.js';
import type { Exchanges } from './exchanges.js';
import { isOlder } from './is-older.js';
import { LightRequest } from './light-request.js';
import type { MessageReader } from './read-message.js';
import { Sessions } from './sessions.js';
import { sendResponse, whenGone } from './web-exchange.js';

const MOST_FOLLOWED = 1000;

export interface McpEndpointParts {
  host: Host;
  section: HttpSection;
  exchanges: Exchanges;
  reader: MessageReader;
  report: (error: Error) => void;
}

/** MCP over Streamable HTTP: the newer era request by request, the older one in sessions or, where nothing is kept, without. */
export class McpEndpoint {
  readonly routes: readonly HttpRoute[];
  private readonly handler: ReturnType<typeof createMcpHandler>;
  /** Of older clients; none where nothing is kept. */
  readonly sessions: Sessions | undefined;
  private readonly stopListening: (() => void)[];

  constructor(private readonly parts: McpEndpointParts) {
    const { host, section, report } = parts;
    this.routes = [
      {
        path: section.path,
        methods: section.stateless ? ['POST'] : ['GET', 'POST', 'DELETE'],
        for: 'clients',
        handle: (...exchange) => this.answer(...exchange),
      },
    ];
    this.handler = createMcpHandler(
      ({ era, authInfo, requestInfo }) =>
        createMcpServer(host, { era, access: accessIn(authInfo), asked: methodIn(requestInfo) }),
      {
        legacy: section.stateless ? 'stateless' : 'reject',
        onerror: report,
      },
    );
    this.sessions = section.stateless ? undefined : new Sessions(host, section, report);
    host.http.replicas.listen();
    const { notify } = this.handler;
    this.stopListening = [
      host.onChange(() => {
        notify.toolsChanged();
        notify.promptsChanged();
        notify.resourcesChanged();
      }),
      host.onListingChange(() => notify.resourcesChanged()),
      host.onResourceChange((uri) => notify.resourceUpdated(uri)),
    ];
  }

  get openSessions(): number {
    return this.sessions?.count ?? 0;
  }

  private async answer(request: IncomingMessage, response: ServerResponse, access?: Access): Promise<void> {
    const body = request.method === 'POST' ? await this.parts.reader.read(request, response) : undefined;
    if (response.writableEnded || response.destroyed) return;
    this.note(request, response, body);
    const admission = this.parts.exchanges.of(response)?.admission;
    if (isListening(body)) await this.followAll(body, admission);
    const web = LightRequest.of(request, whenGone(response), body);
    const authInfo = authInfoOf(access);
    const unreadMs = this.parts.section.unreadSeconds * 1000;
    if (this.sessions !== undefined && (await isOlder(web, body))) {
      const sent = new Promise<void>((resolve) => response.once('close', resolve));
      const message = { request: web, body, ...authInfo, owner: access?.name, admission };
      return sendResponse(await this.sessions.answer(message, sent), response, unreadMs);
    }
    const parsed = body === undefined ? {} : { parsedBody: body };
    await sendResponse(await this.handler.fetch(web, { ...parsed, ...authInfo }), response, unreadMs);
  }

  private note(request: IncomingMessage, response: ServerResponse, body: unknown): void {
    const { method, params } = (body ?? {}) as { method?: unknown; params?: { name?: unknown } };
    const exchange = this.parts.exchanges.of(response);
    if (exchange !== undefined && typeof method === 'string') {
      exchange.asked = typeof params?.name === 'string' ? `${method} ${params.name}` : method;
    }
    if (request.method === 'GET' || isListening(body)) this.parts.exchanges.stand(response);
  }

  /** Starts the plugins that tell of these resources; what is not there, nobody tells of. */
  private async followAll({ params }: ListenBody, admission: Admission | undefined): Promise<void> {
    const access = admission?.access;
    const { notifications } = params ?? {};
    const uris = notifications?.resourceSubscriptions;
    if (notifications === undefined || !Array.isArray(uris)) return;
    const named = uris.filter((each) => typeof each === 'string').slice(0, MOST_FOLLOWED);
    const { resources } = this.parts.host;
    // What is not the client's does not exist for it, and so does not change.
    if (admission !== undefined) {
      const own = named.filter((uri) => resources.isFor(uri, admission.access));
      notifications.resourceSubscriptions = own;
      admission.follows = own;
    }
    for (const uri of named) await resources.follow(uri, access);
  }

  /** Ends every stream, and what is still under way. */
  async close(): Promise<void> {
    for (const stop of this.stopListening) stop();
    this.sessions?.close();
    await this.handler.close();
  }
}

interface ListenBody {
  params?: { notifications?: { resourceSubscriptions?: unknown } };
}

const isListening = (body: unknown): body is ListenBody =>
  (body as { method?: unknown } | null | undefined)?.method === 'subscriptions/listen';

/** What the one request asks for that a server is made for. */
function methodIn(request: unknown): string | undefined {
  const { method } = ((request as LightRequest | undefined)?.message ?? {}) as { method?: unknown };
  return typeof method === 'string' ? method : undefined;
}
