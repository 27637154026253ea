import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { unpackExtension, validateManifest } from '@anthropic-ai/mcpb';
import type { CallToolResult } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/start-sandbox.js';
import { cleanEnv, newClient } from '../support/served-process.js';
import { readDeployed, root } from './deployed-files.js';

const run = promisify(execFile);
const { name, version } = JSON.parse(readDeployed('package.json'));

let folder: string;
let bundle: string;
let unpacked: string;
let sandbox: Sandbox;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'openai-mcp-host-bundle-'));
  unpacked = join(folder, 'unpacked');
  await run(process.execPath, ['bundle-mcpb.ts', folder], { cwd: root });
  bundle = join(folder, `${name}-${version}.mcpb`);
  await unpackExtension({ mcpbPath: bundle, outputDir: unpacked, silent: true });
  sandbox = await startSandbox();
}, 60_000);

afterAll(async () => {
  await sandbox.stop();
  await rm(folder, { recursive: true, force: true });
});

test('the bundle for desktop clients is valid, of this version, and small', async () => {
  const manifest = JSON.parse(await readFile(join(unpacked, 'manifest.json'), 'utf8'));

  expect(validateManifest(join(unpacked, 'manifest.json'))).toBe(true);
  expect(manifest).toMatchObject({ name, version });
  expect((await stat(bundle)).size).toBeLessThan(15 * 2 ** 20);
});

test('what it unpacks to serves and calls tools as its manifest says, with nothing installed beside it', async () => {
  const { mcp_config } = JSON.parse(await readFile(join(unpacked, 'manifest.json'), 'utf8')).server;
  const given: Record<string, string> = {
    __dirname: unpacked,
    'user_config.config': 'core',
    'user_config.api_key': 'sk-test',
  };
  const filled = (text: string) => text.replace(/\$\{([\w.]+)\}/g, (_, place) => given[place]!);
  const client = newClient({});

  await client.connect(
    new StdioClientTransport({
      command: process.execPath,
      args: mcp_config.args.map(filled),
      env: cleanEnv(folder, {
        OPENAI_API_KEY: filled(mcp_config.env.OPENAI_API_KEY),
        OPENAI_BASE_URL: sandbox.baseURL,
      }),
      cwd: folder,
    }),
  );
  const { tools } = await client.listTools();
  const messages = [{ role: 'user', content: 'Say hello.' }];
  const result = (await client.callTool({
    name: 'chat-completion',
    arguments: { messages },
  })) as CallToolResult;
  await client.close();

  expect(tools).toHaveLength(15);
  expect(result.isError).toBeFalsy();
  expect(result.content[0]).toMatchObject({ type: 'text', text: expect.stringContaining('Say hello.') });
});
