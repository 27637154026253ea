import { rm } from 'node:fs/promises';
import { Client as NewClient } from '@modelcontextprotocol/client';
import { StdioClientTransport as NewTransport } from '@modelcontextprotocol/client/stdio';
import { Client as FirstClient } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport as FirstTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import {
  CreateMessageRequestSchema,
  ElicitRequestSchema,
  ListRootsRequestSchema,
} from '@modelcontextprotocol/sdk/types.js';
import { type ServeOptions, serverCommand } from './served-process.js';

/** The clients that people have: of the first SDK, and of the second in both eras of the protocol. */
export const EVERY_CLIENT = ['the v1 client', 'the v2 client, legacy', 'the v2 client, modern'] as const;
export type AnyClient = (typeof EVERY_CLIENT)[number];

// biome-ignore lint/suspicious/noExplicitAny: a test makes up what a client answers, and reads what it was asked
type Json = any;

/** What the client can do; each left out is a capability that it does not state. */
export interface Abilities {
  elicit?: (params: Json) => Json;
  sample?: (params: Json) => Json;
  roots?: () => Json;
}

export interface ConnectedClient {
  client: FirstClient;
  call(name: string, input?: object): Promise<Json>;
  close(): Promise<void>;
}

/** The built server behind one of the clients. */
export async function connectClient(
  kind: AnyClient,
  options: ServeOptions,
  abilities: Abilities = {},
): Promise<ConnectedClient> {
  const { folder, ...command } = await serverCommand(options);
  const parameters = { ...command, cwd: folder, stderr: 'pipe' as const };
  const client = kind === 'the v1 client' ? firstClient(abilities) : newClient(kind, abilities);
  await client.connect(
    (kind === 'the v1 client' ? new FirstTransport(parameters) : new NewTransport(parameters)) as never,
  );
  return {
    client: client as FirstClient,
    call: (name, input = {}) => (client as FirstClient).callTool({ name, arguments: { ...input } }),
    close: async () => {
      await client.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const capabilitiesOf = ({ elicit, sample, roots }: Abilities) => ({
  ...(elicit === undefined ? {} : { elicitation: { form: {} } }),
  ...(sample === undefined ? {} : { sampling: {} }),
  ...(roots === undefined ? {} : { roots: {} }),
});

function firstClient(abilities: Abilities): FirstClient {
  const client = new FirstClient(
    { name: 'first', version: '1.0.0' },
    { capabilities: capabilitiesOf(abilities) },
  );
  const { elicit, sample, roots } = abilities;
  if (elicit) client.setRequestHandler(ElicitRequestSchema, ({ params }) => elicit(params));
  if (sample) client.setRequestHandler(CreateMessageRequestSchema, ({ params }) => sample(params));
  if (roots) client.setRequestHandler(ListRootsRequestSchema, () => roots());
  return client;
}

function newClient(kind: AnyClient, abilities: Abilities): NewClient {
  const mode = kind === 'the v2 client, modern' ? { pin: '2026-07-28' } : ('legacy' as const);
  const client = new NewClient(
    { name: 'second', version: '1.0.0' },
    { capabilities: capabilitiesOf(abilities), versionNegotiation: { mode } },
  );
  const { elicit, sample, roots } = abilities;
  if (elicit) client.setRequestHandler('elicitation/create', ({ params }) => elicit(params));
  if (sample) client.setRequestHandler('sampling/createMessage', ({ params }) => sample(params));
  if (roots) client.setRequestHandler('roots/list', () => roots());
  return client;
}
