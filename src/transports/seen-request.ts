import {
  BAGGAGE_META_KEY,
  type JSONRPCRequest,
  PROTOCOL_VERSION_META_KEY,
  type ServerContext,
  TRACEPARENT_META_KEY,
  TRACESTATE_META_KEY,
} from '@modelcontextprotocol/server';
import type { SeenMcpRequest, TraceKeys } from '../contracts/observer.js';
import type { Host } from '../host/host.js';

const KEYS = [TRACEPARENT_META_KEY, TRACESTATE_META_KEY, BAGGAGE_META_KEY] as const;

interface Asked {
  request: JSONRPCRequest;
  context: ServerContext;
  /** What was agreed on, where the request itself does not say. */
  protocolVersion: string | undefined;
}

/** A request as those who watch see it: of what a client may write in it, only what is known here. */
export function seenRequest(host: Host, { request, context, protocolVersion }: Asked): SeenMcpRequest {
  const { mcpReq, sessionId, http } = context;
  const { method, params = {} } = request;
  const version =
    (mcpReq.envelope as Record<string, unknown> | undefined)?.[PROTOCOL_VERSION_META_KEY] ?? protocolVersion;
  return {
    ...{ method, id: request.id, transport: http === undefined ? 'pipe' : 'tcp' },
    ...(method === 'tools/call' && { tool: nameAmong(host.tools, params.name) }),
    ...(method === 'prompts/get' && { prompt: nameAmong(host.prompts.listed, params.name) }),
    ...(sessionId !== undefined && { session: sessionId }),
    // The engine has refused those that it does not speak.
    ...(typeof version === 'string' && { protocolVersion: version }),
    trace: traceOf(context),
  };
}

const nameAmong = (known: readonly { name: string }[], name: unknown): string =>
  known.find((each) => each.name === name)?.name ?? 'other';

/** The trace that the message names, or else the HTTP request that it has come with. */
function traceOf({ mcpReq, http }: ServerContext): TraceKeys {
  const meta = mcpReq._meta as Record<string, unknown> | undefined;
  const headers = typeof meta?.[TRACEPARENT_META_KEY] === 'string' ? undefined : http?.req?.headers;
  const keys: Record<string, string> = {};
  for (const key of KEYS) {
    const value = headers === undefined ? meta?.[key] : headers.get(key);
    if (typeof value === 'string') keys[key] = value;
  }
  return keys;
}
