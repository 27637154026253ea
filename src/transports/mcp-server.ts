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
import type { Access } from '../contracts/access.js';
import type { Host } from '../host/host.js';
import { AnswerSeal } from './answer-seal.js';
import { accessOf, callerOf } from './calling-client.js';
import { ClientNews } from './client-news.js';
import { type AnswerState, ClientRespondent } from './client-respondent.js';
import { extensionsOf } from './extensions.js';
import { HostServer } from './host-server.js';
import { listTools } from './list-tools.js';
import { offerCapabilities } from './offer-capabilities.js';
import { serveOffers } from './serve-offers.js';
import { serveTasks } from './tasks/serve-tasks.js';
import { taskCreated } from './tasks/task-results.js';
import { speaksTasks } from './tasks/tasks-extension.js';

const HOUR: CacheHint = { ttlMs: 3_600_000, cacheScope: 'private' };
const MINUTE: CacheHint = { ttlMs: 60_000, cacheScope: 'private' };
const AT_ONCE_STALE: CacheHint = { ttlMs: 0, cacheScope: 'private' };

/** Whom a server speaks to. */
export interface ServedTo {
  isLocal?: boolean;
  /** Of the protocol; in the older one nobody can speak of tasks. */
  era?: 'modern' | 'legacy';
  /** What the client may do, where that had to say who it is; each of its requests brings its own. */
  access?: Access | undefined;
  /** The method of its one request, where it gets no other. */
  asked?: string | undefined;
}

/**
 * A server of the MCP SDK in front of the host: one for each connection, all over the same tools.
 *
 * @param options `isLocal`: whether the client runs on this machine, as its user, as over stdio; one that only says so is
 *   none.
 */
export function createMcpServer(
  host: Host,
  { isLocal = false, era = 'modern', access, asked }: ServedTo = {},
): Server {
  const seal = sealOf(host);
  // Nobody reads what is stated of the rest then, and for a client that may not do all it takes as long as a call to find out.
  const isForTools = asked?.startsWith('tools/') === true;
  const hasTasks =
    !isForTools && (host.changesOften || host.toolsFor(access).some(({ long }) => long !== undefined));
  const lists = host.changesOften ? AT_ONCE_STALE : host.changes ? MINUTE : HOUR;
  const server = new HostServer(
    { name: host.name, version: host.version },
    {
      capabilities: {
        tools: host.changes ? { listChanged: true } : {},
        ...(isForTools
          ? host.logs && { logging: {} }
          : {
              ...offerCapabilities(host, access),
              ...extensionsOf(host, access, era === 'modern' && hasTasks),
            }),
      },
      ...(!isForTools && { instructions: host.instructionsFor(access) }),
      requestState: { verify: seal.verify },
      cacheHints: {
        'tools/list': lists,
        'prompts/list': lists,
        'resources/list': host.resources.vary ? AT_ONCE_STALE : lists,
        'resources/templates/list': lists,
        'resources/read': AT_ONCE_STALE,
        'server/discover': HOUR,
      },
    },
    isLocal,
    seal,
    host,
  );
  const news = new ClientNews(server, host, access);
  server.setRequestHandler('tools/list', (_, context) => ({
    tools: listTools(host.toolsFor(accessOf(context))),
  }));
  server.setRequestHandler('tools/call', ({ params }, context) =>
    news.during(context, () => callTool(host, server, params, context)),
  );
  if (isForTools) return server;
  serveOffers(server, host, news, access);
  if (hasTasks) serveTasks(server, host);
  return server;
}

const seals = new WeakMap<Host, AnswerSeal<AnswerState>>();

function sealOf(host: Host): AnswerSeal<AnswerState> {
  const seal = seals.get(host) ?? new AnswerSeal<AnswerState>(() => host.http.replicas.answerKey());
  seals.set(host, seal);
  return seal;
}

async function callTool(
  host: Host,
  server: HostServer,
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
