import {
  type JSONRPCRequest,
  type RequestOptions,
  type Result,
  Server,
  type ServerContext,
  type ServerOptions,
  type Transport,
} from '@modelcontextprotocol/server';
import type { Host } from '../host/host.js';
import type { AnswerSeal } from './answer-seal.js';
import type { AnswerState } from './client-respondent.js';
import { seenRequest } from './seen-request.js';

type Handler = (request: JSONRPCRequest, context: ServerContext) => Promise<Result>;

/** Nobody is asked: a client knows its folders. */
const ROOTS_MS = 10_000;

/** A server of the SDK that says when it is connected: over HTTP, some are made and thrown away unconnected. */
export class HostServer extends Server {
  onconnect?: () => void;
  /** Requests that are being answered. */
  private underWay = 0;

  /**
   * @param isLocal whether its client runs on this machine, as its user.
   * @param seal signs what its client was asked and has answered.
   */
  constructor(
    info: { name: string; version: string },
    options: ServerOptions,
    readonly isLocal: boolean,
    readonly seal: AnswerSeal<AnswerState>,
    readonly host?: Host,
  ) {
    super(info, options);
  }

  protected override _wrapHandler(method: string, handler: Handler): Handler {
    const answer = super._wrapHandler(method, handler);
    // Some are set before there is a host.
    return async (request, context) => {
      const { host } = this;
      this.underWay += 1;
      try {
        if (host?.observer === undefined) return await answer(request, context);
        const seen = seenRequest(host, {
          request,
          context,
          protocolVersion: this._negotiatedProtocolVersion,
        });
        return await host.observer.mcpRequest(seen, () => answer(request, context));
      } finally {
        this.underWay -= 1;
      }
    };
  }

  /** Of the older era. A client that states folders and can't tell them, or not in time, has none: no call fails of that. */
  override async listRoots(
    params?: Parameters<Server['listRoots']>[0],
    options?: RequestOptions,
  ): ReturnType<Server['listRoots']> {
    try {
      return await super.listRoots(params, { ...options, timeout: ROOTS_MS, resetTimeoutOnProgress: false });
    } catch (error) {
      if (options?.signal?.aborted) throw error;
      return { roots: [] };
    }
  }

  override async connect(transport: Transport): Promise<void> {
    this.onconnect?.();
    await super.connect(transport);
    const { onclose } = transport;
    transport.onclose = () => {
      if (this.underWay > 0) return onclose?.();
      // The SDK makes an error for those who wait, with a trace that takes a tenth of a call; nobody waits.
      const { stackTraceLimit } = Error;
      Error.stackTraceLimit = 0;
      try {
        onclose?.();
      } finally {
        Error.stackTraceLimit = stackTraceLimit;
      }
    };
  }
}
