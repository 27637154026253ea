import {
  CLIENT_CAPABILITIES_META_KEY,
  CLIENT_INFO_META_KEY,
  type Server,
  type ServerContext,
} from '@modelcontextprotocol/server';
import type { Client } from '../plugin-api/tool-call.js';

type Envelope = Record<string, unknown> | undefined;

interface Capabilities {
  elicitation?: { form?: object; url?: object };
}

/** Who calls: on the newer era each request says it, on the older one the handshake did. */
export function clientOf(server: Server, { mcpReq }: ServerContext): Client {
  const info = ((mcpReq.envelope as Envelope)?.[CLIENT_INFO_META_KEY] ?? server.getClientVersion()) as
    | Partial<Client>
    | undefined;
  const { name = 'unknown', version } = info ?? {};
  return { name, ...(version === undefined ? {} : { version }) };
}

/** Whether the client can put a question to a person. */
export function canElicit(server: Server, { mcpReq }: ServerContext): boolean {
  const stated =
    (mcpReq.envelope as Envelope)?.[CLIENT_CAPABILITIES_META_KEY] ?? server.getClientCapabilities();
  const { elicitation } = (stated as Capabilities | undefined) ?? {};
  // One that states no mode has the oldest: forms.
  return elicitation !== undefined && (elicitation.form !== undefined || elicitation.url === undefined);
}
