import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, Server as NetServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { HttpSection } from '../../config/sections/http-section.js';
import { AccessRefusal, type Authenticate } from '../../contracts/authenticate.js';
import { fault } from '../../contracts/fault.js';
import type { HttpRoute } from '../../contracts/http-route.js';
import type { Host } from '../../host/host.js';
import type { Logger } from '../../plugin-api/logger.js';
import { admissionOf } from './admission.js';
import { admitClient } from './admit-client.js';
import { AdmittedOrigins, isLoopback } from './admitted-origins.js';
import { answerCrossOrigin } from './cross-origin.js';
import { Exchanges, pathOf } from './exchanges.js';
import { findRoute } from './find-route.js';
import { healthRoutes } from './health-routes.js';
import { answerJson, rpcRefusal } from './json-answer.js';
import { LockOut } from './lock-out.js';
import { McpEndpoint } from './mcp-endpoint.js';
import { MessageReader } from './read-message.js';
import { shrink } from './shrink.js';
import { openSseEndpoint, type SseParts } from './sse-endpoint.js';

/** How often slow clients are looked for, at the least. */
const CHECKED_EVERY_MS = 5000;
/** Longer than balancers keep an idle connection, or they would send on one that has just been closed. */
const KEEP_ALIVE_MS = 75_000;
/** How long what was sent before the end may take to arrive. */
const ON_ITS_WAY_MS = 150;
/** More would be held open for the memory that they take alone. */
const MOST_CONNECTIONS = 10_000;
const REFUSED = -32_000;

export interface HttpService {
  /** Where MCP is served. */
  url: string;
  /** How many sessions of older clients are open. */
  sessions(): number;
  /** Takes no more connections, and lets calls under way end within the time that is configured. */
  drain(): Promise<void>;
  /** Ends whatever is still open. */
  close(): Promise<void>;
}

/**
 * Serves a host over HTTP, both protocol eras.
 *
 * @throws FaultError where the address can't be listened at, or is open to others while nobody has to say who they are.
 */
export async function serveOverHttp(host: Host, section: HttpSection): Promise<HttpService> {
  const service = new HostOverHttp(host, section);
  const { port } = await service.listen();
  const name = section.host.includes(':') ? `[${section.host}]` : section.host;
  return {
    url: `http://${name}:${port}${section.path}`,
    sessions: () => service.sessions,
    drain: () => service.drain(),
    close: () => service.close(),
  };
}

class HostOverHttp {
  private readonly server: Server;
  private readonly exchanges: Exchanges;
  private readonly endpoint: McpEndpoint;
  private readonly shared: SseParts;
  private sse: Awaited<ReturnType<typeof openSseEndpoint>> | undefined;
  private routes: readonly HttpRoute[];
  private readonly admitted: AdmittedOrigins;
  private readonly log: Logger;
  /** Whether clients had to say who they are when it began to listen: no other config opens it to all. */
  private readonly isGuarded: boolean;
  private readonly lockOut: LockOut;
  private readonly stopLooking: () => void;
  private draining = false;

  constructor(
    private readonly host: Host,
    private readonly section: HttpSection,
  ) {
    const { authenticate, log } = host.http;
    this.log = log;
    this.isGuarded = authenticate !== undefined;
    refuseOpenAddress(section, authenticate !== undefined);
    this.admitted = new AdmittedOrigins(section, authenticate !== undefined);
    this.exchanges = new Exchanges(log);
    const reader = new MessageReader(section.maxBodyMB);
    this.shared = { host, section, exchanges: this.exchanges, reader };
    this.endpoint = new McpEndpoint({
      ...this.shared,
      report: (error) => log.debug('A message that is not served.', { error: error.message }),
    });
    const ready = async () => {
      if (this.draining) throw Object.assign(new Error('It is about to stop.'), { code: 'SERVER_STOPPING' });
      await host.http.checkReady();
    };
    this.routes = [...this.endpoint.routes, ...healthRoutes(ready)];
    this.lockOut = new LockOut(host, () => [this.exchanges, this.endpoint.sessions, this.sse]);
    this.stopLooking = host.onChange(() => void this.lockOut.look());
    const limits = {
      headersTimeout: Math.min(section.headersSeconds, section.requestSeconds) * 1000,
      requestTimeout: section.requestSeconds * 1000,
      connectionsCheckingInterval: Math.min(CHECKED_EVERY_MS, section.headersSeconds * 500),
      keepAliveTimeout: KEEP_ALIVE_MS,
    };
    this.server = createServer(limits, (request, response) => void this.answer(request, response));
    this.server.maxConnections = MOST_CONNECTIONS;
  }

  async listen(): Promise<AddressInfo> {
    const { host, port, sse } = this.section;
    if (sse) {
      this.sse = await openSseEndpoint(this.shared);
      this.routes = [...this.routes, ...this.sse.routes];
    }
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', (error: NodeJS.ErrnoException) => {
        const hint = 'Choose another by --port or server.http.port; 0 takes any free one.';
        reject(fault('HTTP_NOT_LISTENING', `${host}:${port} can't be listened at (${error.code}).`, hint));
      });
      this.server.listen(port, host, resolve);
    });
    this.server.on('error', (error) => this.log.error('The HTTP server failed.', { error: error.message }));
    return this.server.address() as AddressInfo;
  }

  get sessions(): number {
    return this.endpoint.openSessions;
  }

  async drain(): Promise<void> {
    this.draining = true;
    // Not http's own close: that ends idle connections at once, and a balancer may just then send over one. Each ends with its next answer.
    Reflect.apply(NetServer.prototype.close, this.server, []);
    let deadline: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      deadline = setTimeout(resolve, this.section.drainSeconds * 1000);
    });
    await Promise.race([this.quiet(), late]);
    clearTimeout(deadline);
    this.server.closeIdleConnections();
  }

  /** A balancer may have sent a request, over a connection that it holds, before it saw that this server stops. */
  private async quiet(): Promise<void> {
    do {
      await this.exchanges.settled();
      await pause(ON_ITS_WAY_MS);
    } while (this.exchanges.underWay > 0);
  }

  async close(): Promise<void> {
    this.server.close();
    this.stopLooking();
    await Promise.all([this.endpoint.close(), this.sse?.close()]);
    this.server.closeAllConnections();
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { id } = this.exchanges.begin(request, response);
    try {
      await this.route(request, response);
    } catch (error) {
      if (response.destroyed) return;
      this.log.error('A request failed.', { requestId: id, error: String((error as Error)?.stack ?? error) });
      answerJson(response, 500, { code: 'INTERNAL_ERROR', message: 'The server failed.', requestId: id });
    }
  }

  private async route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { host, origin } = request.headers;
    if (this.draining) response.setHeader('connection', 'close');
    if (!this.admitted.admitsHost(host)) {
      return answerJson(response, 403, rpcRefusal(REFUSED, 'The server is not known by this Host.'));
    }
    if (!this.admitted.admitsOrigin(origin, host)) {
      return answerJson(
        response,
        403,
        rpcRefusal(REFUSED, 'Web pages of this Origin may not ask the server.'),
      );
    }
    if (answerCrossOrigin(request, response)) return;
    shrink(request, response);
    const path = pathOf(request);
    const route = findRoute(this.routes, path) ?? findRoute(this.host.http.routes, path);
    if (route === undefined) return answerJson(response, 404, rpcRefusal(REFUSED, 'There is nothing here.'));
    if (!route.methods.includes(request.method ?? '')) {
      const allow = route.methods.join(', ');
      return answerJson(response, 405, rpcRefusal(REFUSED, `Only ${allow}.`), { allow });
    }
    const access = await this.admit(route, request);
    if (access instanceof AccessRefusal)
      return answerJson(response, access.status, access.body, access.headers);
    this.exchanges.of(response)!.admission = admissionOf(request, access);
    await route.handle(request, response, access);
  }

  private async admit(route: HttpRoute, request: IncomingMessage): ReturnType<typeof admitClient> {
    const { authenticate } = this.host.http;
    const guard = authenticate ?? (this.isGuarded ? refuseAll : undefined);
    const access = await admitClient(route, request, guard, isLoopback(this.section.host));
    // Another config may have come meanwhile.
    return authenticate === this.host.http.authenticate ? access : this.admit(route, request);
  }
}

const refuseAll: Authenticate = () =>
  new AccessRefusal(401, {
    code: 'TOKEN_MISSING',
    message: 'This server serves clients that it knows, and knows none now.',
  });

function refuseOpenAddress({ host, allowAnonymous }: HttpSection, authenticates: boolean): void {
  if (authenticates || allowAnonymous || isLoopback(host)) return;
  throw fault(
    'HTTP_OPEN_TO_ALL',
    `Whoever reaches ${host} could call every tool: no client has to say who it is.`,
    'Name clients in server.clients, or an issuer in server.oauth; or listen at 127.0.0.1; or say server.http.allowAnonymous.',
  );
}
