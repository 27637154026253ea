import {
  type GetPromptResult,
  type InputRequiredResult,
  ProtocolError,
  ProtocolErrorCode,
  type ReadResourceResult,
  ResourceNotFoundError,
  type ServerContext,
} from '@modelcontextprotocol/server';
import type { Access } from '../contracts/access.js';
import type { Host } from '../host/host.js';
import type { Caller, Outcome } from '../host/offers/offer-calls.js';
import type { ToolError } from '../plugin-api/tool-error.js';
import { accessOf, callerOf } from './calling-client.js';
import type { ClientNews } from './client-news.js';
import { ClientRespondent } from './client-respondent.js';
import type { HostServer } from './host-server.js';
import { promptOf, resourceOf, templateOf } from './list-offers.js';
import { offerCapabilities } from './offer-capabilities.js';

/** Answers for prompts, resources and completion, as far as there are any. */
export function serveOffers(
  server: HostServer,
  host: Host,
  news: ClientNews,
  access: Access | undefined,
): void {
  const { prompts, resources, completions } = offerCapabilities(host, access);
  if (prompts) servePrompts(server, host);
  if (resources) serveResources(server, host);
  if (resources?.subscribe) serveSubscriptions(server, host, news);
  if (completions) serveCompletion(server, host);
}

function servePrompts(server: HostServer, host: Host): void {
  server.setRequestHandler('prompts/list', (_, context) => ({
    prompts: host.prompts.listedFor(accessOf(context)).map(promptOf),
  }));
  server.setRequestHandler('prompts/get', ({ params }, context) =>
    settle(
      [params.name, params.arguments],
      context,
      server,
      (caller) =>
        host.prompts.get(params.name, params.arguments ?? {}, caller) as Promise<Outcome<GetPromptResult>>,
    ),
  );
}

function serveResources(server: HostServer, host: Host): void {
  server.setRequestHandler('resources/list', async (_, context) => ({
    resources: (await host.resources.list(callerOf(server, context))).map(resourceOf),
  }));
  server.setRequestHandler('resources/templates/list', (_, context) => ({
    resourceTemplates: host.resources
      .listedFor(accessOf(context))
      .filter(({ isTemplate }) => isTemplate)
      .map(templateOf),
  }));
  server.setRequestHandler('resources/read', ({ params: { uri } }, context) =>
    settle(
      [uri],
      context,
      server,
      (caller) => host.resources.read(uri, caller) as Promise<Outcome<ReadResourceResult>>,
      uri,
    ),
  );
}

/** Of the older era; on the newer one the SDK listens. */
function serveSubscriptions(server: HostServer, host: Host, news: ClientNews): void {
  server.setRequestHandler('resources/subscribe', async ({ params: { uri } }, context) => {
    const failure = await host.resources.follow(uri, accessOf(context));
    if (failure !== undefined) throw protocolError(failure, uri);
    news.subscribe(uri);
    return {};
  });
  server.setRequestHandler('resources/unsubscribe', ({ params: { uri } }) => {
    news.unsubscribe(uri);
    return {};
  });
}

function serveCompletion(server: HostServer, host: Host): void {
  server.setRequestHandler('completion/complete', async ({ params }, context) => {
    const { ref, argument } = params;
    const typed = { ...argument, others: params.context?.arguments ?? {} };
    const caller = callerOf(server, context);
    const outcome =
      ref.type === 'ref/prompt'
        ? await host.prompts.completeArgument(ref.name, typed, caller)
        : await host.resources.completeVariable(ref.uri, typed, caller);
    if ('result' in outcome) return { completion: { ...outcome.result } };
    throw 'failure' in outcome
      ? protocolError(outcome.failure)
      : new ProtocolError(ProtocolErrorCode.InternalError, 'A completion asks nothing.');
  });
}

/** Has it made, and puts the questions that come up. */
async function settle<T>(
  call: unknown,
  context: ServerContext,
  server: HostServer,
  make: (caller: Caller) => Promise<Outcome<T>>,
  uri?: string,
): Promise<T | InputRequiredResult> {
  const respondent = new ClientRespondent(call, server, context);
  const outcome = await make(callerOf(server, context, respondent));
  if ('questions' in outcome) return respondent.put(outcome.questions);
  if ('failure' in outcome) throw protocolError(outcome.failure, uri);
  return outcome.result;
}

/** Whatever the client can mend by asking for something else. */
const ASKED_WRONGLY = new Set(['INPUT_INVALID', 'PROMPT_UNKNOWN', 'RESOURCE_UNKNOWN']);

function protocolError({ code, message, hint, facts }: ToolError, uri?: string): ProtocolError {
  const words = hint === undefined ? message : `${message} ${hint}`;
  // Clients know a miss by data that is the URI and nothing else.
  if (code === 'RESOURCE_UNKNOWN' && uri !== undefined) return new ResourceNotFoundError(uri, words);
  const { retryAfterSeconds, requestId } = facts;
  return new ProtocolError(
    ASKED_WRONGLY.has(code) ? ProtocolErrorCode.InvalidParams : ProtocolErrorCode.InternalError,
    words,
    JSON.parse(JSON.stringify({ code, message, hint, retryAfterSeconds, requestId })),
  );
}
