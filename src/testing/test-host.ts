import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CallToolResult, Client, InMemoryTransport } from '@modelcontextprotocol/client';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { loadConfig } from '../config/load-config.js';
import { createHost } from '../create-host.js';
import { readBundledCatalogue } from '../host/bundled-catalogue.js';
import type { Host } from '../host/host.js';
import type { Progress } from '../host/passage.js';
import type { PluginDefinition } from '../plugin-api/plugin.js';
import { createMcpServer } from '../transports/mcp-server.js';

/** What a {@link TestHost} is started with; all of it may be left out. */
export interface TestHostOptions {
  /** Plugins to serve, with their tools listed in their definitions. */
  plugins?: readonly PluginDefinition[];
  /** What would stand in mcp.config.json. Bundled plugins are off unless it turns them on. */
  config?: Record<string, unknown>;
  /** Environment variables. Default: an API key that no server takes. */
  env?: Record<string, string>;
  /** The protocol era that the client speaks. Default: `modern` (2026-07-28). */
  era?: 'modern' | 'legacy';
  /** How the person at the client answers questions. Left out: the client can't ask. */
  answer?: 'accept' | 'decline';
}

/** What a call may have beside its arguments. */
export interface TestCall {
  signal?: AbortSignal;
  onProgress?: (progress: Progress) => void;
}

/** A real host behind a real MCP client, in memory. Only the network is for the test to fake. */
export interface TestHost {
  readonly client: Client;
  readonly host: Host;
  /** A fresh folder: produced files are below it. */
  readonly dataFolder: string;
  callTool(name: string, input?: Record<string, unknown>, call?: TestCall): Promise<CallToolResult>;
  close(): Promise<void>;
}

const MODERN = '2026-07-28';

/** Starts a {@link TestHost}. Close it when the test is over. */
export async function testHost(options: TestHostOptions = {}): Promise<TestHost> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'openai-mcp-host-'));
  const loaded = await loadConfig({
    env: { OPENAI_API_KEY: 'sk-test', OPENAI_MCP_DATA_DIR: dataFolder, LOG_LEVEL: 'silent', ...options.env },
    cwd: dataFolder,
    document: {
      ...options.config,
      plugins: { ...(await allOff(options)), ...(options.config?.plugins ?? {}) },
    },
  });
  const host = await createHost({ loaded, plugins: options.plugins ?? [] });
  const [clientSide, serverSide] = InMemoryTransport.createLinkedPair();
  const serving = serveStdio(() => createMcpServer(host), { transport: serverSide });
  const client = createClient(options);
  await client.connect(clientSide);
  return {
    client,
    host,
    dataFolder,
    callTool: (name, input = {}, { signal, onProgress } = {}) =>
      client.callTool(
        { name, arguments: input },
        {
          ...(signal === undefined ? {} : { signal }),
          ...(onProgress === undefined ? {} : { onprogress: onProgress }),
        },
      ) as Promise<CallToolResult>,
    async close() {
      await client.close();
      await serving.close();
      await host.stop();
    },
  };
}

async function allOff({ plugins = [] }: TestHostOptions): Promise<Record<string, boolean>> {
  const bundled = (await readBundledCatalogue()).map((plugin) => plugin.name);
  const inMemory = plugins.map((plugin) => plugin.name);
  return Object.fromEntries(bundled.filter((name) => !inMemory.includes(name)).map((name) => [name, false]));
}

function createClient({ era = 'modern', answer }: TestHostOptions): Client {
  const client = new Client(
    { name: 'test', version: '1.0.0' },
    {
      capabilities: answer === undefined ? {} : { elicitation: { form: {} } },
      versionNegotiation: { mode: era === 'modern' ? { pin: MODERN } : 'legacy' },
    },
  );
  if (answer !== undefined) {
    client.setRequestHandler('elicitation/create', () =>
      answer === 'accept' ? { action: 'accept', content: { ok: true } } : { action: 'decline' },
    );
  }
  return client;
}
