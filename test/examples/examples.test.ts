import { execFile } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EVERY_TOOL } from '../support/every-tool.js';
import { cleanEnv } from '../support/served-process.js';
import { CALLS } from './example-calls.js';
import { installPackedHost } from './packed-host.js';
import { type RatesApi, startRatesApi } from './rates-api.js';
import { readmeCommands } from './readme-commands.js';

const EXAMPLES = join(import.meta.dirname, '../../examples/plugins');
const names = globSync('*/', { cwd: EXAMPLES }).map((name) => name.replace(/[\\/]$/, ''));
const run = promisify(execFile);

describe('the examples, copied away from the repository', () => {
  let home: string;
  let installed: string;
  let bin: string;
  let rates: RatesApi;

  beforeAll(async () => {
    [home, installed] = (await Promise.all(
      ['away', 'installed'].map((name) => mkdtemp(join(tmpdir(), `openai-mcp-host-examples-${name}-`))),
    )) as [string, string];
    bin = await installPackedHost(installed);
    rates = await startRatesApi();
    for (const folder of [home, installed]) {
      for (const name of names) await cp(join(EXAMPLES, name), join(folder, name), { recursive: true });
      const config = join(folder, 'currency/mcp.config.json');
      const document = JSON.parse(await readFile(config, 'utf8'));
      document.plugins.currency.settings.url = rates.url;
      await writeFile(config, JSON.stringify(document));
    }
  });

  afterAll(async () => {
    rates.stop();
    await Promise.all([home, installed].map((folder) => rm(folder, { recursive: true, force: true })));
  });

  async function serve(folder: string): Promise<Client> {
    const client = new Client({ name: 'test', version: '1.0.0' });
    const command = {
      command: process.execPath,
      args: [bin, 'serve', '--sandbox'],
      stderr: 'ignore' as const,
    };
    await client.connect(new StdioClientTransport({ ...command, cwd: folder, env: cleanEnv(folder) }));
    return client;
  }

  const runBin = (args: string[], folder: string) =>
    run(process.execPath, [bin, ...args], { cwd: folder, env: cleanEnv(folder) });

  test.each(names)('%s is served without being installed, and every tool of it works', async (name) => {
    const client = await serve(join(home, name));
    const { tools } = await client.listTools();
    const calls = CALLS[name] ?? [];

    const results = [];
    for (const [tool, input] of calls) results.push(await client.callTool({ name: tool, arguments: input }));
    await client.close();

    const own = tools.map((tool) => tool.name).filter((tool) => !(tool in EVERY_TOOL));
    expect(calls.map(([tool]) => tool).sort()).toEqual(own.sort());
    expect(results).toMatchObject(calls.map(([, , structuredContent]) => ({ structuredContent })));
  });

  test.each(names)('%s does what its README says', async (name) => {
    const folder = join(home, name);
    const commands = readmeCommands(readFileSync(join(folder, 'README.md'), 'utf8'));

    const outputs = [];
    for (const args of commands) outputs.push(await runBin(args, folder));

    expect(commands.length).toBeGreaterThan(0);
    expect(outputs.map(({ stdout }) => stdout)).not.toContain('');
  });

  test.each(names)('%s breaks no rule of plugins', async (name) => {
    const folder = join(home, name);
    const { plugins } = JSON.parse(readFileSync(join(folder, 'mcp.config.json'), 'utf8'));

    const { stdout } = await runBin(['plugin', 'check', plugins[name].from], folder);

    expect(stdout).toContain('(0 errors, 0 warnings, ');
  });

  test.each(names)('%s passes its own tests beside the installed package', async (name) => {
    const { NODE_OPTIONS: _, ...env } = process.env;

    const { stdout } = await run(process.execPath, ['--test', '--test-reporter=tap'], {
      cwd: join(installed, name),
      env,
    });

    expect(stdout).toMatch(/^# fail 0$/m);
    expect(Number(/^# pass (\d+)$/m.exec(stdout)?.[1])).toBeGreaterThan(1);
  });

  test('playbooks offers pages to read, and a prompt that begins with one', async () => {
    const client = await serve(join(home, 'playbooks'));
    const { resources } = await client.listResources();
    const { messages } = await client.getPrompt({
      name: 'follow-playbook',
      arguments: { playbook: 'release', task: 'version 1.4' },
    });
    await client.close();

    expect(resources.map(({ uri }) => uri)).toContain('playbooks://incident');
    expect(messages.map(({ content }) => content)).toMatchObject([
      { type: 'resource', resource: { uri: 'playbooks://release' } },
      { type: 'text', text: expect.stringContaining('for version 1.4.') },
    ]);
  });

  test('minutes is found as an npm package, and says what it cost', async () => {
    const consumer = join(installed, 'consumer');
    await cp(join(installed, 'minutes'), join(installed, 'node_modules/mcp-plugin-minutes'), {
      recursive: true,
    });
    await mkdir(consumer);
    await writeFile(
      join(consumer, 'mcp.config.json'),
      '{"plugins":{"minutes":{"from":"mcp-plugin-minutes"}}}',
    );

    const client = await serve(consumer);
    const result = await client.callTool({
      name: 'write-minutes',
      arguments: { transcript: 'Ada: shall we ship on Friday? Grace: yes.' },
    });
    await client.close();

    expect(result._meta).toMatchObject({
      'openai-mcp-host/usage': { model: 'gpt-6-luna', costUsd: expect.any(Number) },
    });
  });

  test('minutes has types that hold, by its own tsconfig.json', async () => {
    const compiler = join(import.meta.dirname, '../../node_modules/typescript/bin/tsc');

    const { stdout }: { stdout: string } = await run(process.execPath, [compiler], {
      cwd: join(installed, 'minutes'),
    }).catch((failure) => failure);

    expect(stdout).toBe('');
  });
});

test.each(names)('the pages count the lines of %s right', (name) => {
  const files = globSync('**/*.ts', { cwd: join(EXAMPLES, name) }).filter(
    (file) => !file.endsWith('.test.ts'),
  );
  const lines = files.flatMap((file) =>
    readFileSync(join(EXAMPLES, name, file), 'utf8')
      .split('\n')
      .slice(1),
  );

  const pages = ['README.md', join(name, 'README.md')].map((page) =>
    readFileSync(join(EXAMPLES, page), 'utf8'),
  );
  const rows = pages
    .flatMap((page) => page.split('\n'))
    .filter((line) => line.startsWith(`| [${name}]`) || line.startsWith('| this plugin'));

  expect(rows.length).toBeGreaterThan(0);
  for (const row of rows) expect(row).toMatch(new RegExp(`\\| ${lines.length}\\D`));
});
