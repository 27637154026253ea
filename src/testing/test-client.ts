import { Client, InMemoryTransport } from '@modelcontextprotocol/client';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import type { Host } from '../host/host.js';
import type { Notice } from '../host/notice.js';
import { createMcpServer } from '../transports/mcp-server.js';
import { type SampleAnswer, seatModel } from './test-model.js';
import { type PersonAnswer, seatPerson } from './test-person.js';

const MODERN = '2026-07-28';

/** A client that is connected to a host, in memory. */
export interface Connection {
  client: Client;
  /** Has the client told of every change of a resource. */
  subscribe(uri: string): Promise<void>;
  close(): Promise<void>;
}

/** What a client under test is like. */
export interface ClientTraits {
  era: 'modern' | 'legacy';
  /** Left out: the client can't ask a person. */
  answer?: PersonAnswer | undefined;
  /** What its model says; left out: it has none. */
  sample?: SampleAnswer | undefined;
  /** The folders that it tells; left out: it tells none. */
  roots?: readonly string[] | undefined;
  /** Takes every log message. */
  hear(notice: Notice): void;
  /** Takes the URI of every resource that has changed. */
  update(uri: string): void;
}

export async function connect(host: Host, traits: ClientTraits): Promise<Connection> {
  const { era, answer, sample, roots, hear, update } = traits;
  const client = new Client(
    { name: 'test', version: '1.0.0' },
    {
      capabilities: {
        ...(answer === undefined ? {} : { elicitation: { form: {} } }),
        ...(sample === undefined ? {} : { sampling: {} }),
        ...(roots === undefined ? {} : { roots: {} }),
      },
      versionNegotiation: { mode: era === 'modern' ? { pin: MODERN } : 'legacy' },
    },
  );
  if (answer !== undefined) seatPerson(client, answer);
  if (sample !== undefined) seatModel(client, sample);
  if (roots !== undefined)
    client.setRequestHandler('roots/list', () => ({ roots: roots.map((uri) => ({ uri })) }));
  client.setNotificationHandler('notifications/message', ({ params }) => hear(params as Notice));
  client.setNotificationHandler('notifications/resources/updated', ({ params }) => update(params.uri));
  const [clientSide, serverSide] = InMemoryTransport.createLinkedPair();
  const serving = serveStdio(({ era }) => createMcpServer(host, { isLocal: true, era }), {
    transport: serverSide,
  });
  await client.connect(clientSide);
  return {
    client,
    async subscribe(uri) {
      await (era === 'modern'
        ? client.listen({ resourceSubscriptions: [uri] })
        : client.subscribeResource({ uri }));
    },
    async close() {
      await client.close();
      await serving.close();
    },
  };
}
