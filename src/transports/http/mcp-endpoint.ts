import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  type AuthInfo,
  createMcpHandler,
  isJsonContentType,
  isLegacyRequest,
} from '@modelcontextprotocol/server';
import type { HttpSection } from '../../config/sections/http-section.js';
import type { Access } from '../../contracts/access.js';
import type { HttpRoute } from '../../contracts/http-route.js';
import type { Host } from '../../host/host.js';
import { createMcpServer } from '../mcp-server.js';
import type { Exchanges } from './exchanges.js';
import { answerJson, rpcRefusal } from './json-answer.js';
import { parseBody, UnfitBody } from './parse-body.js';
import { BodyRoom, readBody } from './request-body.js';
import { Sessions } from './sessions.js';
import { sendResponse, webRequest, whenGone } from './web-exchange.js';

/** So many of the largest bodies are read at once at most. */
const LARGEST_AT_ONCE = 8;
const MOST_FOLLOWED = 1000;
const PARSE_ERROR = -32_700;
const REFUSED = -32_000;

/** Who a client is, as the SDK hands it on. */
export const authInfoOf = (access: Access | undefined): AuthInfo | undefined =>
  access && { token: '', clientId: access.name, scopes: [], extra: { access } };

/** MCP over Streamable HTTP: the newer era request by request, the older one in sessions or, where nothing is kept, without. */
export class McpEndpoint {
  private readonly handler: ReturnType<typeof createMcpHandler>;
  private readonly sessions: Sessions | undefined;
  private readonly room: BodyRoom;
  private readonly mostBytes: number;
  private readonly stopListening: (() => void)[];

  readonly routes: readonly HttpRoute[];

  constructor(
    private readonly host: Host,
    section: HttpSection,
    private readonly exchanges: Exchanges,
    report: (error: Error) => void,
  ) {
    this.routes = [
      {
        path: section.path,
        methods: section.stateless ? ['POST'] : ['GET', 'POST', 'DELETE'],
        for: 'clients',
        handle: (...exchange) => this.answer(...exchange),
      },
    ];
    this.mostBytes = section.maxBodyMB * 1024 * 1024;
    this.room = new BodyRoom(LARGEST_AT_ONCE * this.mostBytes);
    this.handler = createMcpHandler(({ era }) => createMcpServer(host, { era }), {
      legacy: section.stateless ? 'stateless' : 'reject',
      onerror: report,
    });
    this.sessions = section.stateless ? undefined : new Sessions(host, section, report);
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

  private async answer(
    request: IncomingMessage,
    response: ServerResponse,
    access: Access | undefined,
  ): Promise<void> {
    const body = request.method === 'POST' ? await this.bodyOf(request, response) : undefined;
    if (response.writableEnded || response.destroyed) return;
    this.note(request, response, body);
    if (isListening(body)) await this.followAll(body.params?.notifications?.resourceSubscriptions);
    const sent = new Promise<void>((resolve) => response.once('close', resolve));
    const web = webRequest(request, whenGone(response));
    const authInfo = authInfoOf(access);
    const isOlder = this.sessions !== undefined && (await isLegacyRequest(web, body));
    const answer = isOlder
      ? await this.sessions!.answer({ request: web, body, authInfo, owner: access?.name }, sent)
      : await this.handler.fetch(web, {
          ...(body === undefined ? {} : { parsedBody: body }),
          ...(authInfo === undefined ? {} : { authInfo }),
        });
    await sendResponse(answer, response);
  }

  private note(request: IncomingMessage, response: ServerResponse, body: unknown): void {
    const { method, params } = (body ?? {}) as { method?: unknown; params?: { name?: unknown } };
    const exchange = this.exchanges.of(response);
    if (exchange !== undefined && typeof method === 'string') {
      exchange.asked = [method, params?.name].filter((each) => typeof each === 'string').join(' ');
    }
    if (request.method === 'GET' || isListening(body)) this.exchanges.stand(response);
  }

  /** Starts the plugins that tell of these resources; what is not there, nobody tells of. */
  private async followAll(uris: unknown): Promise<void> {
    if (!Array.isArray(uris)) return;
    const named = uris.filter((each) => typeof each === 'string').slice(0, MOST_FOLLOWED);
    for (const uri of named) await this.host.resources.follow(uri);
  }

  /** Undefined where the request has been answered. */
  private async bodyOf(request: IncomingMessage, response: ServerResponse): Promise<unknown> {
    const refuse = (status: number, code: number, message: string, headers = {}) =>
      answerJson(response, status, rpcRefusal(code, message), headers);
    if (!isJsonContentType(request.headers['content-type'] ?? null)) {
      return refuse(415, REFUSED, 'Content-Type must be application/json.');
    }
    if ((request.headers['content-encoding'] ?? 'identity') !== 'identity') {
      return refuse(415, REFUSED, 'A compressed request is not taken.');
    }
    const body = await readBody(request, this.mostBytes, this.room);
    if (body === 'cut-off') return void response.destroy();
    if (body === 'too-large')
      return refuse(
        413,
        REFUSED,
        `A request may have ${this.mostBytes} bytes at most. Name a file or an address instead.`,
      );
    if (body === 'no-room')
      return refuse(503, REFUSED, 'Too much is being sent at once. Try again later.', { 'retry-after': '2' });
    try {
      return parseBody(body);
    } catch (error) {
      if (!(error instanceof UnfitBody)) throw error;
      return refuse(400, PARSE_ERROR, error.message);
    }
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
  (body as { method?: unknown } | undefined)?.method === 'subscriptions/listen';
