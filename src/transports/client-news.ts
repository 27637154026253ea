import { LOG_LEVEL_META_KEY, type ServerContext } from '@modelcontextprotocol/server';
import type { Access } from '../contracts/access.js';
import type { Host } from '../host/host.js';
import type { Notice } from '../host/notice.js';
import type { HostServer } from './host-server.js';

/** From this revision on, a client gets no message but on a request of its own. */
const NOTHING_UNASKED = '2026-07-28';

const MOST_SUBSCRIPTIONS = 1000;

/** What one client is told without having asked for it in a call. A server that is not connected tells nobody. */
export class ClientNews {
  private readonly calls = new Set<ServerContext>();
  private readonly subscribed = new Set<string>();

  /** @param access what its client may do, where that had to say who it is. */
  constructor(
    private readonly server: HostServer,
    private readonly host: Host,
    private access: Access | undefined,
  ) {
    let forget: (() => void)[] = [];
    server.onconnect = () => {
      forget = [
        host.onChange(() => void this.takeChange().catch(ignore)),
        host.onNotice((notice) => this.tell(notice)),
        host.onResourceChange((uri) => this.tellOfUpdate(uri)),
        host.onListingChange(() => void server.sendResourceListChanged().catch(ignore)),
      ];
    };
    server.onclose = () => {
      for (const each of forget) each();
    };
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

  /** What it may be told from now on goes by the config of now. */
  private async takeChange(): Promise<void> {
    const { access } = this;
    this.tellOfChange();
    if (access !== undefined) this.access = await this.host.http.accessNow(access.record);
  }

  private tellOfChange(): void {
    this.server.sendToolListChanged().catch(ignore);
    this.server.sendPromptListChanged().catch(ignore);
    this.server.sendResourceListChanged().catch(ignore);
  }

  /** On the newer era the SDK knows what was subscribed to, and holds the rest back. */
  private tellOfUpdate(uri: string): void {
    if (this.isOlder && !this.subscribed.has(uri)) return;
    if (!this.host.resources.isFor(uri, this.access)) return;
    this.server.sendResourceUpdated({ uri }).catch(ignore);
  }

  private get isOlder(): boolean {
    return (this.server.getNegotiatedProtocolVersion() ?? '') < NOTHING_UNASKED;
  }

  private tell({ concerns, ...notice }: Notice): void {
    const { server, access } = this;
    if (access !== undefined && !access.isOperator && concerns?.(access.name) !== true) return;
    if (this.isOlder) {
      server.sendLoggingMessage(notice, server.transport?.sessionId).catch(ignore);
      return;
    }
    const listening = [...this.calls].find(({ mcpReq }) => LOG_LEVEL_META_KEY in (mcpReq.envelope ?? {}));
    listening?.mcpReq.log(notice.level, notice.data, notice.logger).catch(ignore);
  }
}

const ignore = (): void => undefined;
