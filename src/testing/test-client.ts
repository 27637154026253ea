import { Client, InMemoryTransport } from '@modelcontextprotocol/client';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import type { Host } from '../host/host.js';
import { createMcpServer } from '../transports/mcp-server.js';
import { type PersonAnswer, seatPerson } from './test-person.js';

const MODERN = '2026-07-28';

/** A client that is connected to a host, in memory. */
export interface Connection {
  client: Client;
  close(): Promise<void>;
}

/** @param answer left out: the client can't ask a person. */
export async function connect(
  host: Host,
  era: 'modern' | 'legacy',
  answer: PersonAnswer | undefined,
): Promise<Connection> {
  const client = new Client(
    { name: 'test', version: '1.0.0' },
    {
      capabilities: answer === undefined ? {} : { elicitation: { form: {} } },
      versionNegotiation: { mode: era === 'modern' ? { pin: MODERN } : 'legacy' },
    },
  );
  if (answer !== undefined) seatPerson(client, answer);
  const [clientSide, serverSide] = InMemoryTransport.createLinkedPair();
  const serving = serveStdio(() => createMcpServer(host), { transport: serverSide });
  await client.connect(clientSide);
  return {
    client,
    async close() {
      await client.close();
      await serving.close();
    },
  };
}
