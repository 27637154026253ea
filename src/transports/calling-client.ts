import {
  CLIENT_CAPABILITIES_META_KEY,
  CLIENT_INFO_META_KEY,
  type Server,
  type ServerContext,
} from '@modelcontextprotocol/server';
import type { Caller } from '../host/offers/offer-calls.js';
import type { Client } from '../plugin-api/tool-call.js';
import type { Person } from './person.js';

type Envelope = Record<string, unknown> | undefined;

interface Capabilities {
  elicitation?: { form?: object; url?: object };
}

/** Who asks, and how to reach them. Without a person nothing can be asked back. */
export function callerOf(server: Server, context: ServerContext, person?: Person): Caller {
  const { mcpReq } = context;
  const progressToken = mcpReq._meta?.progressToken;
  return {
    client: clientOf(server, context),
    signal: mcpReq.signal,
    ...(progressToken === undefined
      ? {}
      : {
          sendProgress: (progress) =>
            mcpReq.notify({ method: 'notifications/progress', params: { progressToken, ...progress } }),
        }),
    ...(person !== undefined && canElicit(server, context)
      ? { ask: (question) => person.answerTo(question) }
      : {}),
  };
}

/** Who calls: on the newer era each request says it, on the older one the handshake did. */
function clientOf(server: Server, { mcpReq }: ServerContext): Client {
  const info = ((mcpReq.envelope as Envelope)?.[CLIENT_INFO_META_KEY] ?? server.getClientVersion()) as
    | Partial<Client>
    | undefined;
  const { name = 'unknown', version } = info ?? {};
  return { name, ...(version === undefined ? {} : { version }) };
}

/** Whether the client can put a question to a person. */
function canElicit(server: Server, { mcpReq }: ServerContext): boolean {
  const stated =
    (mcpReq.envelope as Envelope)?.[CLIENT_CAPABILITIES_META_KEY] ?? server.getClientCapabilities();
  const { elicitation } = (stated as Capabilities | undefined) ?? {};
  // One that states no mode has the oldest: forms.
  return elicitation !== undefined && (elicitation.form !== undefined || elicitation.url === undefined);
}
