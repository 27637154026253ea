import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type CallToolResult, Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import type { FakeOpenAI } from './fake-openai.js';

export const BIN = fileURLToPath(new URL('../../dist/bin.js', import.meta.url));
export const fixture = (name: string) =>
  fileURLToPath(new URL(`../fixtures/plugins/${name}`, import.meta.url));

export interface ServedProcess {
  client: Client;
  /** What the server has written to stderr so far. */
  stderr(): string;
  folder: string;
  call(tool: string, input?: Record<string, unknown>, signal?: AbortSignal): Promise<CallToolResult>;
  /** Ends the server; its folder goes with it. */
  close(): Promise<void>;
}

export interface ServeOptions {
  config?: unknown;
  env?: Record<string, string>;
  args?: string[];
  /** What answers in OpenAI's place. */
  upstream?: FakeOpenAI;
}

export interface ClientOptions {
  era?: 'legacy' | 'modern' | 'auto';
  /** How the person at the client answers questions. Left out: the client can't ask. */
  answer?: 'accept' | 'decline';
}

/** A fresh folder with an mcp.config.json in it. */
export async function configFolder(config: unknown = {}): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'openai-mcp-host-test-'));
  await writeFile(
    join(folder, 'mcp.config.json'),
    typeof config === 'string' ? config : JSON.stringify(config),
  );
  return folder;
}

/** The environment of a server that finds nothing of this machine's own. */
export const cleanEnv = (folder: string, env: Record<string, string> = {}): Record<string, string> => ({
  PATH: process.env.PATH ?? '',
  HOME: folder,
  OPENAI_MCP_DATA_DIR: join(folder, 'data'),
  ...env,
});

/** How the built server is started, in a fresh folder of its own. */
export async function serverCommand({ config, env, args = [], upstream }: ServeOptions) {
  const folder = await configFolder(config);
  const reached: Record<string, string> = upstream
    ? { OPENAI_BASE_URL: upstream.baseURL, OPENAI_API_KEY: 'sk-test' }
    : {};
  return {
    folder,
    command: process.execPath,
    args: [BIN, 'serve', ...args],
    env: cleanEnv(folder, { ...reached, ...env }),
  };
}

/** A client that is not connected yet. */
export function newClient({ era = 'legacy', answer }: ClientOptions): Client {
  const client = new Client(
    { name: 'test', version: '1.0.0' },
    {
      capabilities: answer === undefined ? {} : { elicitation: { form: {} } },
      versionNegotiation: { mode: era === 'modern' ? { pin: '2026-07-28' } : era },
    },
  );
  if (answer !== undefined) {
    client.setRequestHandler('elicitation/create', () =>
      answer === 'accept' ? { action: 'accept', content: { ok: true } } : { action: 'decline' },
    );
  }
  return client;
}

/** The built server as a child process behind a real client. */
export async function serveProcess(options: ServeOptions & ClientOptions = {}): Promise<ServedProcess> {
  const { folder, ...command } = await serverCommand(options);
  const transport = new StdioClientTransport({ ...command, cwd: folder, stderr: 'pipe' });
  let stderr = '';
  transport.stderr?.on('data', (chunk) => {
    stderr += chunk;
  });
  const client = newClient(options);
  await client.connect(transport);
  return {
    client,
    stderr: () => stderr,
    folder,
    call: (name, input = {}, signal) =>
      client.callTool({ name, arguments: input }, signal && { signal }) as Promise<CallToolResult>,
    close: async () => {
      await client.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
