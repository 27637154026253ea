import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { packageRoot, packageVersion } from '../../config/package-root.js';
import { fault } from '../../contracts/fault.js';

export interface TourServer {
  client: Client;
  /** The last lines that the server wrote to its log. */
  log(): string;
  close(): Promise<void>;
}

const KEPT_CHARACTERS = 4000;

/** Starts this very program as a server, as a client would, and connects to it. */
export async function connect(args: readonly string[]): Promise<TourServer> {
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [join(packageRoot(), 'dist', 'bin.js'), 'serve', ...args],
    env: Object.fromEntries(
      Object.entries(process.env).filter((pair): pair is [string, string] => pair[1] !== undefined),
    ),
    stderr: 'pipe',
  });
  let log = '';
  transport.stderr?.on('data', (chunk: Buffer) => {
    log = (log + chunk.toString()).slice(-KEPT_CHARACTERS);
  });
  const client = new Client(
    { name: 'openai-mcp-host try', version: packageVersion() },
    { capabilities: { elicitation: { form: {} } } },
  );
  // The tour deletes nothing but what it has made itself, and trains models in the sandbox alone.
  client.setRequestHandler('elicitation/create', () => ({ action: 'accept', content: { ok: true } }));
  try {
    await client.connect(transport);
  } catch (error) {
    await transport.close();
    const reason = log.trim() || (error as Error).message;
    throw fault(
      'SERVER_NOT_STARTED',
      `The server did not start:\n${reason}`,
      '`openai-mcp-host check` finds out more.',
    );
  }
  return { client, log: () => log, close: () => client.close() };
}
