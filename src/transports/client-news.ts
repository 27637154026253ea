import { LOG_LEVEL_META_KEY, type Server, type ServerContext } from '@modelcontextprotocol/server';
import type { Host } from '../host/host.js';
import type { Notice } from '../host/notice.js';

/** From this revision on, a client gets no message but on a request of its own. */
const NOTHING_UNASKED = '2026-07-28';

/** What one client is told without having asked for it in a call. A server that is not connected tells nobody. */
export class ClientNews {
  private readonly calls = new Set<ServerContext>();
  private readonly forget: (() => void)[] = [];

  constructor(
    private readonly server: Server,
    host: Host,
  ) {
    if (host.logs) this.follow(host.onNotice((notice) => this.tell(notice)));
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

  tellOfChange(): void {
    this.server.sendToolListChanged().catch(ignore);
    this.server.sendPromptListChanged().catch(ignore);
    this.server.sendResourceListChanged().catch(ignore);
  }

  private tell(notice: Notice): void {
    const { server } = this;
    const revision = server.getNegotiatedProtocolVersion();
    if (revision === undefined) return;
    if (revision < NOTHING_UNASKED) {
      server.sendLoggingMessage(notice, server.transport?.sessionId).catch(ignore);
      return;
    }
    const listening = [...this.calls].find(({ mcpReq }) => LOG_LEVEL_META_KEY in (mcpReq.envelope ?? {}));
    listening?.mcpReq.log(notice.level, notice.data, notice.logger).catch(ignore);
  }
}

const ignore = (): void => undefined;
