import {
  type CacheHint,
  type CallToolResult,
  type InputRequiredResult,
  MissingRequiredClientCapabilityError,
  ProtocolError,
  ProtocolErrorCode,
  type Server,
  type ServerContext,
} from '@modelcontextprotocol/server';
import type { Host } from '../host/host.js';
import { callerOf } from './calling-client.js';
import { ClientNews } from './client-news.js';
import { ClientRespondent, verifyState } from './client-respondent.js';
import { HostServer } from './host-server.js';
import { listTools } from './list-tools.js';
import { offerCapabilities } from './offer-capabilities.js';
import { serveOffers } from './serve-offers.js';
import { serveTasks } from './tasks/serve-tasks.js';
import { taskCreated } from './tasks/task-results.js';
import { speaksTasks, TASKS } from './tasks/tasks-extension.js';

const HOUR: CacheHint = { ttlMs: 3_600_000, cacheScope: 'private' };
const AT_ONCE_STALE: CacheHint = { ttlMs: 0, cacheScope: 'private' };

/** Whom a server speaks to. */
export interface ServedTo {
  isLocal?: boolean;
  /** Of the protocol; in the older one nobody can speak of tasks. */
  era?: 'modern' | 'legacy';
}

/**
 * A server of the MCP SDK in front of the host: one for each connection, all over the same tools.
 *
 * @param options `isLocal`: whether the client runs on this machine, as its user, as over stdio; one that only says so is
 *   none.
 */
export function createMcpServer(host: Host, { isLocal = false, era = 'modern' }: ServedTo = {}): Server {
  const hasTasks = host.changes || host.tools.some(({ long }) => long !== undefined);
  const server = new HostServer(
    { name: host.name, version: host.version },
    {
      capabilities: {
        tools: host.changes ? { listChanged: true } : {},
        ...offerCapabilities(host),
        ...(era === 'modern' && hasTasks && { extensions: { [TASKS]: {} } }),
      },
      instructions: host.instructions,
      requestState: { verify: verifyState },
      cacheHints: {
        'tools/list': host.changes ? AT_ONCE_STALE : HOUR,
        'prompts/list': host.changes ? AT_ONCE_STALE : HOUR,
        'resources/list': host.changes || host.resources.vary ? AT_ONCE_STALE : HOUR,
        'resources/templates/list': host.changes ? AT_ONCE_STALE : HOUR,
        'resources/read': AT_ONCE_STALE,
        'server/discover': HOUR,
      },
    },
    isLocal,
    host,
  );
  let tools = listTools(host);
  const news = new ClientNews(server, host, () => {
    tools = listTools(host);
  });
  server.setRequestHandler('tools/list', () => ({ tools }));
  server.setRequestHandler('tools/call', ({ params }, context) =>
    news.during(context, () => callTool(host, server, params, context)),
  );
  serveOffers(server, host, news);
  if (hasTasks) serveTasks(server, host);
  return server;
}

async function callTool(
  host: Host,
  server: Server,
  params: { name: string; arguments?: Record<string, unknown> },
  context: ServerContext,
): Promise<CallToolResult | InputRequiredResult> {
  const respondent = new ClientRespondent([params.name, params.arguments], server, context);
  const request = {
    ...{ tool: params.name, arguments: params.arguments },
    ...callerOf(server, context, respondent),
  };
  const task = speaksTasks(context) ? await host.longCalls.begin(request) : undefined;
  if (task !== undefined) return taskCreated(task);
  const outcome = await host.call(request);
  if ('questions' in outcome) return respondent.put(outcome.questions);
  const { result, failure } = outcome;
  if (failure?.code === 'TOOL_UNKNOWN') {
    throw new ProtocolError(ProtocolErrorCode.InvalidParams, [failure.message, failure.hint].join(' '));
  }
  if (failure?.code === 'CLIENT_CAPABILITY_MISSING' && context.mcpReq.envelope !== undefined) {
    const requires = host.tools.find(({ name }) => name === params.name)?.requires ?? [];
    throw new MissingRequiredClientCapabilityError(
      { requiredCapabilities: respondent.lacking(requires) },
      [failure.message, failure.hint].join(' '),
    );
  }
  // An error has no structuredContent: clients check that against the output schema, and some throw.
  return { ...result };
}
