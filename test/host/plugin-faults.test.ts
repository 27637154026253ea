import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packageVersion } from '../../src/config/package-root.js';
import { runBin } from '../cli/run-bin.js';
import { BROKEN, BROKEN_FILES, brokenEntries } from '../support/broken-plugins.js';
import { writeFiles } from '../support/plugin-source.js';
import { configFolder, fixture, type ServedProcess, serveProcess } from '../support/served-process.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The config that names every broken plugin between two that work. */
async function drillFolder(): Promise<string> {
  const folder = await configFolder();
  await writeFiles(folder, BROKEN_FILES);
  const plugins = {
    weather: { from: fixture('weather') },
    ...brokenEntries(),
    prints: { from: fixture('prints.ts') },
  };
  const config = { plugins, server: { pluginTimeoutSeconds: 3 } };
  await writeFile(join(folder, 'mcp.config.json'), JSON.stringify(config));
  return folder;
}

describe('a server with every kind of broken plugin', () => {
  let served: ServedProcess;

  beforeAll(async () => {
    const folder = await drillFolder();
    served = await serveProcess({
      args: ['--config', join(folder, 'mcp.config.json')],
      env: { LOG_LEVEL: 'error' },
    });
  });

  afterAll(() => served.close());

  test('serves those that work', async () => {
    const { tools } = await served.client.listTools();

    const names = tools.map((tool) => tool.name);
    const late = BROKEN.filter((each) => each.late).map(({ name }) => name);
    expect(names).toEqual(
      expect.arrayContaining(['chat-completion', 'weather-today', 'prints-a-line', 'usage-report']),
    );
    expect(names.filter((name) => name === 'weather-today')).toHaveLength(1);
    expect(names.filter((name) => name.startsWith('say-'))).toEqual(
      late
        .filter((name) => name !== 'fails-to-start')
        .map((name) => `say-${name}`)
        .sort(),
    );
  });

  test.each(BROKEN.filter((each) => !each.late))('says that $name $mistake', ({ name, code }) => {
    const lines = served.stderr().split('\n');

    expect(
      lines.filter((line) => line.includes(`"${code}"`) && line.includes(`"${name} is not`)),
    ).toHaveLength(1);
  });

  test('runs a plugin of plain TypeScript with a service and settings', async () => {
    const result = await served.client.callTool({ name: 'weather-today', arguments: { city: 'Oslo' } });

    expect(result).toMatchObject({ structuredContent: { forecast: 'sunny in Oslo, 21 celsius' } });
  });

  test('keeps the protocol clean of what a plugin prints', async () => {
    const result = await served.client.callTool({ name: 'prints-a-line' });

    expect(result).toMatchObject({ structuredContent: { said: 'printed' } });
    await expect.poll(served.stderr).toMatch(/printed in a call\nwritten in a call/);
  });

  test('tells the model which plugin failed to start, and the operator why', async () => {
    const result = await served.client.callTool({ name: 'fails-to-start' });

    expect(result).toMatchObject({
      isError: true,
      content: [{ text: expect.stringContaining('PLUGIN_FAILED') }],
    });
    expect(JSON.stringify(result)).not.toContain('hunter2');
    await expect.poll(served.stderr).toContain('hunter2');
  });
});

describe('check', () => {
  interface Told {
    code: string;
    message: string;
    hint?: string;
    plugin: string;
  }

  test('finds every kind of broken plugin, in the words of broken-plugins.md', async () => {
    const folder = await drillFolder();

    const { stdout } = await runBin(['check', '--json'], { folder, env: { OPENAI_API_KEY: 'sk-test' } });

    const findings: { faults?: Told[] }[] = JSON.parse(stdout).findings;
    const told = findings.flatMap(({ faults = [] }) => faults);
    const rows = BROKEN.map(({ name, mistake, code }) => {
      const own = told.filter(({ plugin }) => plugin === name);
      expect(own.map((each) => each.code)).toEqual([code]);
      const [{ message = '', hint = '' } = {}] = own;
      return `| ${mistake} | [${code}](errors.md#${code.toLowerCase()}) | ${cell(message, folder)} | ${cell(hint, folder)} |`;
    });
    expect(told).toHaveLength(BROKEN.length);
    await expect(`${HEAD}${rows.join('\n')}\n`).toMatchFileSnapshot('../../docs/broken-plugins.md');
  });
});

const HEAD = `# Broken plugins

What \`serve\` writes to stderr and \`check\` shows for each of these plugins, all of them in one config. Each is left out as a whole and
the others are served. A test runs them all and holds this table.

| the author, or the operator, | code | message | what to do |
|---|---|---|---|
`;

/** As it stands in a table, without what differs from machine to machine. */
const cell = (text: string, folder: string): string =>
  text
    .replaceAll(folder, '…')
    .replaceAll(root, '…/')
    .replaceAll(packageVersion(), '1.x')
    .replace(/\s+/g, ' ')
    .replaceAll('|', '\\|');
