import type { HostContext, HostMessages, HostResults, ToolCallResult } from './host-messages.js';

const ANSWER_MS = 120_000;

type Params = Record<string, unknown>;

interface Message {
  jsonrpc: '2.0';
  id?: string | number;
  method?: string;
  params?: Params;
  result?: unknown;
  error?: { code?: number; message?: string };
}

interface Awaited {
  resolve(result: unknown): void;
  reject(error: Error): void;
}

/**
 * Speaks MCP Apps (2026-01-26) with the window that this page is framed in, and with nobody else. By hand: the extension's own
 * class comes with 129 KB of schemas.
 */
export class HostBridge {
  private readonly awaited = new Map<number, Awaited>();
  private last = 0;

  /** @param hear what the host tells, each by its name. */
  constructor(private readonly hear: HostMessages) {
    window.addEventListener('message', this.receive);
  }

  async initialize(appInfo: { name: string; version: string }): Promise<HostResults['ui/initialize']> {
    const appCapabilities = { availableDisplayModes: ['inline', 'fullscreen'] };
    const params = { appInfo, appCapabilities, protocolVersion: '2026-01-26' };
    const result = (await this.request('ui/initialize', params)) as HostResults['ui/initialize'];
    this.notify('ui/notifications/initialized', {});
    return result;
  }

  /** @throws Error in the host's words. */
  async callTool(name: string, args: Params): Promise<ToolCallResult> {
    return (await this.request('tools/call', { name, arguments: args })) as ToolCallResult;
  }

  tellSize(size: { width: number; height: number }): void {
    this.notify('ui/notifications/size-changed', size);
  }

  private request(method: string, params: Params): Promise<unknown> {
    const id = ++this.last;
    return new Promise((resolve, reject) => {
      const late = () => this.settle(id, { error: { message: 'The client did not answer in time.' } });
      const timer = setTimeout(late, ANSWER_MS);
      const done =
        <Value>(settle: (value: Value) => void) =>
        (value: Value) => {
          clearTimeout(timer);
          settle(value);
        };
      this.awaited.set(id, { resolve: done(resolve), reject: done(reject) });
      this.post({ id, method, params });
    });
  }

  private notify(method: string, params: Params): void {
    this.post({ method, params });
  }

  /** To whatever origin: the frame around this page may have none, and nothing of it is secret from the client. */
  private post(message: Omit<Message, 'jsonrpc'>): void {
    window.parent.postMessage({ jsonrpc: '2.0', ...message }, '*');
  }

  private readonly receive = ({ source, data }: MessageEvent): void => {
    const message = data as Message | null;
    if (source !== window.parent || message?.jsonrpc !== '2.0') return;
    if (message.method === undefined) this.settle(Number(message.id), message);
    else if (message.id === undefined) this.heard(message.method, message.params ?? {});
    else this.answer(message.id, message.method);
  };

  private settle(id: number, { result, error }: Pick<Message, 'result' | 'error'>): void {
    const waiting = this.awaited.get(id);
    this.awaited.delete(id);
    if (error === undefined) waiting?.resolve(result);
    else waiting?.reject(new Error(error.message ?? 'The client refused it.'));
  }

  private heard(method: string, params: Params): void {
    if (method === 'ui/notifications/tool-input') this.hear.input((params.arguments ?? {}) as Params);
    if (method === 'ui/notifications/tool-result') this.hear.result(params as ToolCallResult);
    if (method === 'ui/notifications/tool-cancelled') this.hear.cancelled();
    if (method === 'ui/notifications/host-context-changed') this.hear.context(params as HostContext);
  }

  private answer(id: string | number, method: string): void {
    const isLast = method === 'ui/resource-teardown';
    if (isLast) this.hear.teardown();
    const isKnown = isLast || method === 'ping';
    this.post(isKnown ? { id, result: {} } : { id, error: { code: -32601, message: `No ${method} here.` } });
    if (isLast) window.removeEventListener('message', this.receive);
  }
}
