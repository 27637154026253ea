import { type Attributes, SpanKind, SpanStatusCode, type Tracer, trace } from '@opentelemetry/api';
import type { Observer, SeenMcpRequest } from '../../contracts/observer.js';
import { GEN_AI, GENERAL, MCP } from './conventions.js';
import type { CurrentTrace } from './current-trace.js';
import type { Instruments } from './instruments.js';
import { contextOf } from './trace-keys.js';

/** In the conventions: of a tool that failed, though MCP's request did not. */
const TOOL_ERROR = 'tool_error';
const INTERNAL_ERROR = -32_603;

export interface McpRequestParts {
  tracer: Tracer;
  current: CurrentTrace;
  instruments: Instruments;
}

/** Sees MCP requests: a server span each, under the span of the client where that has told one. */
export const mcpRequests =
  ({ tracer, current, instruments }: McpRequestParts): Observer['mcpRequest'] =>
  (request, answer) => {
    const counted = countedOf(request);
    const target = request.tool ?? request.prompt;
    const parent = contextOf(request.trace);
    const span = tracer.startSpan(
      target === undefined ? request.method : `${request.method} ${target}`,
      { kind: SpanKind.SERVER, attributes: { ...counted, ...detailsOf(request) } },
      parent,
    );
    const began = performance.now();
    const end = (failure: Attributes) => {
      instruments.mcpSeconds.record((performance.now() - began) / 1000, { ...counted, ...failure });
      span.setAttributes(failure);
      if (Object.keys(failure).length > 0) span.setStatus({ code: SpanStatusCode.ERROR });
      span.end();
    };
    return current.run(
      trace.setSpan(parent, span),
      async () => {
        try {
          const result = await answer();
          end((result as { isError?: unknown })?.isError === true ? { [GENERAL.ERROR]: TOOL_ERROR } : {});
          return result;
        } catch (error) {
          const status = String(statusOf(error));
          end({ [GENERAL.ERROR]: status, [MCP.STATUS]: status });
          throw error;
        }
      },
      request.session,
    );
  };

/** What a request is counted under; each has few values. */
function countedOf({ method, tool, prompt, protocolVersion, transport }: SeenMcpRequest): Attributes {
  return {
    [MCP.METHOD]: method,
    [GENERAL.TRANSPORT]: transport,
    ...(protocolVersion !== undefined && { [MCP.PROTOCOL]: protocolVersion }),
    ...(tool !== undefined && { [GEN_AI.TOOL]: tool, [GEN_AI.OPERATION]: 'execute_tool' }),
    ...(prompt !== undefined && { [GEN_AI.PROMPT]: prompt }),
  };
}

const detailsOf = ({ id, session }: SeenMcpRequest): Attributes => ({
  [MCP.REQUEST_ID]: String(id).slice(0, 100),
  ...(session !== undefined && { [MCP.SESSION]: session }),
});

/** The JSON-RPC code that the client gets. */
function statusOf(error: unknown): number {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'number' && Number.isInteger(code) ? code : INTERNAL_ERROR;
}
