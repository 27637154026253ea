import {
  type CallToolResult,
  type InputRequiredResult,
  ProtocolError,
  ProtocolErrorCode,
  Server,
  type ServerContext,
} from '@modelcontextprotocol/server';
import type { Host } from '../host/host.js';
import { canElicit, clientOf } from './calling-client.js';
import { listTools } from './list-tools.js';
import { Person, verifyAnswers } from './person.js';

const HOUR_MS = 3_600_000;

/** A server of the MCP SDK in front of the host: one for each connection, all over the same tools. */
export function createMcpServer(host: Host): Server {
  const server = new Server(
    { name: host.name, version: host.version },
    {
      capabilities: { tools: host.changes ? { listChanged: true } : {} },
      instructions: host.instructions,
      requestState: { verify: verifyAnswers },
      cacheHints: {
        'tools/list': { ttlMs: host.changes ? 0 : HOUR_MS, cacheScope: 'private' },
        'server/discover': { ttlMs: HOUR_MS, cacheScope: 'private' },
      },
    },
  );
  let tools = listTools(host);
  if (host.changes) {
    const forget = host.onChange(() => {
      tools = listTools(host);
      // A server that is not connected yet, or no more, tells nobody.
      server.sendToolListChanged().catch(() => undefined);
    });
    server.onclose = forget;
  }
  server.setRequestHandler('tools/list', () => ({ tools }));
  server.setRequestHandler('tools/call', ({ params }, context) => callTool(host, server, params, context));
  return server;
}

async function callTool(
  host: Host,
  server: Server,
  params: { name: string; arguments?: Record<string, unknown> },
  context: ServerContext,
): Promise<CallToolResult | InputRequiredResult> {
  const { mcpReq } = context;
  const person = new Person([params.name, params.arguments], context);
  const progressToken = mcpReq._meta?.progressToken;
  const outcome = await host.call({
    tool: params.name,
    arguments: params.arguments,
    client: clientOf(server, context),
    signal: mcpReq.signal,
    ...(progressToken === undefined
      ? {}
      : {
          sendProgress: (progress) =>
            mcpReq.notify({ method: 'notifications/progress', params: { progressToken, ...progress } }),
        }),
    ...(canElicit(server, context) ? { ask: (question) => person.answerTo(question) } : {}),
  });
  if ('question' in outcome) return person.ask(outcome.question);
  const { result, failure } = outcome;
  if (failure?.code === 'TOOL_UNKNOWN') {
    throw new ProtocolError(ProtocolErrorCode.InvalidParams, [failure.message, failure.hint].join(' '));
  }
  // An error has no structuredContent: clients check that against the output schema, and some throw.
  return { ...result };
}
