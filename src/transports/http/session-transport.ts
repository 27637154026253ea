import {
  type JSONRPCMessage,
  type TransportSendOptions,
  WebStandardStreamableHTTPServerTransport,
} from '@modelcontextprotocol/server';

type Sent = { id?: unknown; method?: unknown; params?: Record<string, unknown> };

const REPLAYED = 'replayed:';
/** The id of a request of ours begins with who we are: each server counts its own from 0, and their client must not mix them up. */
const OURS = /^([\da-f-]{36})\/(\d+)$/;

/** Whose request a client answers with this, and its id there; undefined where it is no such answer. */
export function answeredBy(message: unknown): { server: string; id: number } | undefined {
  const { id, method } = (message ?? {}) as Sent;
  if (method !== undefined || typeof id !== 'string') return undefined;
  const [, server, number] = OURS.exec(id) ?? [];
  return server === undefined ? undefined : { server, id: Number(number) };
}

/** One server's end of a session that others may hold too. */
export class SessionTransport extends WebStandardStreamableHTTPServerTransport {
  private replays = 0;

  constructor(
    options: ConstructorParameters<typeof WebStandardStreamableHTTPServerTransport>[0],
    /** Who this server is, to the others; undefined where there are none. */
    private readonly self: string | undefined,
  ) {
    super(options);
  }

  override async send(message: JSONRPCMessage, options?: TransportSendOptions): Promise<void> {
    const { id, method, params } = message as Sent;
    // Nobody waits for what comes of it.
    if (method === undefined && typeof id === 'string' && id.startsWith(REPLAYED)) return;
    if (this.self === undefined || method === undefined) return super.send(message, options);
    const ours = (of: unknown) => (typeof of === 'number' ? `${this.self}/${of}` : of);
    const sent =
      method === 'notifications/cancelled'
        ? { ...message, params: { ...params, requestId: ours(params?.requestId) } }
        : { ...message, ...(id === undefined ? {} : { id: ours(id) }) };
    return super.send(sent as JSONRPCMessage, options);
  }

  /** Has the server take a message of its client's that another one got. */
  take(message: Record<string, unknown>, authInfo: unknown): void {
    const isRequest = message.method !== undefined && !String(message.method).startsWith('notifications/');
    const taken = isRequest ? { ...message, id: `${REPLAYED}${this.replays++}` } : message;
    this.onmessage?.({ jsonrpc: '2.0', ...taken } as JSONRPCMessage, { authInfo } as never);
  }
}
