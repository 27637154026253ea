import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';

export const BIN = fileURLToPath(new URL('../../dist/bin.js', import.meta.url));
export const fixture = (name: string) =>
  fileURLToPath(new URL(`../fixtures/plugins/${name}`, import.meta.url));

export interface ServedProcess {
  client: Client;
  /** What the server has written to stderr so far. */
  stderr(): string;
  folder: string;
  close(): Promise<void>;
}

export interface ServeOptions {
  config?: unknown;
  env?: Record<string, string>;
  args?: string[];
  era?: 'legacy' | 'modern';
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
  PATH: process.env['PATH'] ?? '',
  HOME: folder,
  OPENAI_MCP_DATA_DIR: join(folder, 'data'),
  ...env,
});

/** The built server as a child process behind a real client. */
export async function serveProcess(options: ServeOptions = {}): Promise<ServedProcess> {
  const folder = await configFolder(options.config);
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [BIN, 'serve', ...(options.args ?? [])],
    env: cleanEnv(folder, options.env),
    cwd: folder,
    stderr: 'pipe',
  });
  let stderr = '';
  transport.stderr?.on('data', (chunk) => {
    stderr += chunk;
  });
  const mode = options.era === 'modern' ? { pin: '2026-07-28' } : 'legacy';
  const client = new Client({ name: 'test', version: '1.0.0' }, { versionNegotiation: { mode } });
  await client.connect(transport);
  return { client, stderr: () => stderr, folder, close: () => client.close() };
}
