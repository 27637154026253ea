import { LOG_LEVEL_META_KEY, type Server, type ServerContext } from '@modelcontextprotocol/server';
import type { Host } from '../host/host.js';
import type { Notice } from '../host/notice.js';

/** From this revision on, a client gets no message but on a request of its own. */
const NOTHING_UNASKED = '2026-07-28';

const MOST_SUBSCRIPTIONS = 1000;

/** What one client is told without having asked for it in a call. A server that is not connected tells nobody. */
export class ClientNews {
  private readonly calls = new Set<ServerContext>();
  private readonly subscribed = new Set<string>();
  private readonly forget: (() => void)[] = [];

  constructor(
    private readonly server: Server,
    host: Host,
  ) {
    if (host.logs) this.follow(host.onNotice((notice) => this.tell(notice)));
    this.follow(host.onResourceChange((uri) => this.tellOfUpdate(uri)));
    server.onclose = () => {
      for (const forget of this.forget) forget();
    };
  }

  /** @param forget called when the client has gone. */
  follow(forget: () => void): void {
    this.forget.push(forget);
  }

  /** While a call is under way, its client can be told something on it. */
  async during<T>(context: ServerContext, work: () => Promise<T>): Promise<T> {
    this.calls.add(context);
    try {
      return await work();
    } finally {
      this.calls.delete(context);
    }
  }

  /** @throws RangeError where one client asks for too many. */
  subscribe(uri: string): void {
    if (this.subscribed.size >= MOST_SUBSCRIPTIONS && !this.subscribed.has(uri)) {
      throw new RangeError(`No more than ${MOST_SUBSCRIPTIONS} resources can be subscribed to at once.`);
    }
    this.subscribed.add(uri);
  }

  unsubscribe(uri: string): void {
    this.subscribed.delete(uri);
  }

  tellOfChange(): void {
    this.server.sendToolListChanged().catch(ignore);
    this.server.sendPromptListChanged().catch(ignore);
    this.server.sendResourceListChanged().catch(ignore);
  }

  /** On the newer era the SDK knows what was subscribed to, and holds the rest back. */
  private tellOfUpdate(uri: string): void {
    if (this.isOlder && !this.subscribed.has(uri)) return;
    this.server.sendResourceUpdated({ uri }).catch(ignore);
  }

  private get isOlder(): boolean {
    return (this.server.getNegotiatedProtocolVersion() ?? '') < NOTHING_UNASKED;
  }

  private tell(notice: Notice): void {
    const { server } = this;
    if (this.isOlder) {
      server.sendLoggingMessage(notice, server.transport?.sessionId).catch(ignore);
      return;
    }
    const listening = [...this.calls].find(({ mcpReq }) => LOG_LEVEL_META_KEY in (mcpReq.envelope ?? {}));
    listening?.mcpReq.log(notice.level, notice.data, notice.logger).catch(ignore);
  }
}

const ignore = (): void => undefined;
