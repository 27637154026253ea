import {
  type AuthInfo,
  CLIENT_CAPABILITIES_META_KEY,
  CLIENT_INFO_META_KEY,
  type Server,
  type ServerContext,
} from '@modelcontextprotocol/server';
import type { Access } from '../contracts/access.js';
import { ownerOf } from '../contracts/owner-of.js';
import type { Caller } from '../host/offers/offer-calls.js';
import type { Respondent } from '../host/question.js';
import type { Client, ClientCapability } from '../plugin-api/tool-call.js';
import { HostServer } from './host-server.js';

type Envelope = Record<string, unknown> | undefined;

interface Capabilities {
  elicitation?: { form?: object; url?: object };
  sampling?: object;
  roots?: object;
}

/** Who asks, and how to reach them. Without a respondent nothing can be asked back. */
export function callerOf(server: Server, context: ServerContext, respondent?: Respondent): Caller {
  const { mcpReq } = context;
  const progressToken = mcpReq._meta?.progressToken;
  const access = accessOf(context);
  return {
    client: clientOf(server, context),
    signal: mcpReq.signal,
    ...(progressToken === undefined
      ? {}
      : {
          sendProgress: (progress) =>
            mcpReq.notify({ method: 'notifications/progress', params: { progressToken, ...progress } }),
        }),
    sendNotice: ({ level, logger, data }) => mcpReq.log(level, data, logger),
    ...(respondent === undefined ? {} : { respondent }),
    isLocal: server instanceof HostServer && server.isLocal,
    ...(access === undefined ? {} : { access }),
  };
}

/** Whose things are the client's. */
export const ownerIn = ({ client, isLocal = false, access }: Caller): string =>
  ownerOf({ client, isLocal, access, owner: undefined });

/** What the client of this request may do, as the HTTP server has found. */
export const accessOf = ({ http }: ServerContext): Access | undefined => accessIn(http?.authInfo);

/** What the HTTP server has put there. */
export const accessIn = (info: AuthInfo | undefined): Access | undefined =>
  info?.extra?.access as Access | undefined;

/** Who calls: on the newer era each request says it, on the older one the handshake did. */
function clientOf(server: Server, context: ServerContext): Client {
  const { mcpReq } = context;
  const info = ((mcpReq.envelope as Envelope)?.[CLIENT_INFO_META_KEY] ?? server.getClientVersion()) as
    | Partial<Client>
    | undefined;
  const { version } = info ?? {};
  const name = accessOf(context)?.name ?? unproven(server, info?.name ?? 'unknown');
  return { name, ...(version === undefined ? {} : { version }) };
}

/** What a client calls itself, told apart from those whose money and records go by that name because they have proven it. */
function unproven(server: Server, name: string): string {
  const isAnothers = server instanceof HostServer && server.host?.http.isProven(name) === true;
  return isAnothers ? `self-named:${name}` : name;
}

/** What the client can be asked for. */
export function capabilitiesOf(server: Server, { mcpReq }: ServerContext): Set<ClientCapability> {
  const stated =
    (mcpReq.envelope as Envelope)?.[CLIENT_CAPABILITIES_META_KEY] ?? server.getClientCapabilities();
  const { elicitation, sampling, roots } = (stated as Capabilities | undefined) ?? {};
  // One that states no mode has the oldest: forms.
  const forms =
    elicitation !== undefined && (elicitation.form !== undefined || elicitation.url === undefined);
  const has: Record<ClientCapability, boolean> = {
    elicitation: forms,
    sampling: sampling !== undefined,
    roots: roots !== undefined,
  };
  return new Set((Object.keys(has) as ClientCapability[]).filter((each) => has[each]));
}
