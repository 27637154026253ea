import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fixture, type ServedProcess, serveProcess } from '../support/served-process.js';

/** Every way in which a plugin can be broken, what is said of it, and what is hinted. */
const BROKEN: [plugin: string, from: string, code: string, says: RegExp][] = [
  ['syntax-error', fixture('syntax-error'), 'PLUGIN_SYNTAX', /can't be parsed/],
  ['throws-at-import', fixture('throws-at-import.ts'), 'PLUGIN_IMPORT_FAILED', /no database here/],
  ['never-imports', fixture('never-imports.ts'), 'PLUGIN_LOAD_TIMEOUT', /did not finish within 0.5 s/],
  ['takes-a-name', fixture('takes-a-name.ts'), 'TOOL_NAME_TAKEN', /Both weather and takes-a-name/],
  ['old-host', fixture('old-host.ts'), 'PLUGIN_HOST_VERSION', /needs openai-mcp-host \^0\.3/],
  ['any-host', fixture('any-host.ts'), 'PLUGIN_HOST_VERSION', /no range of versions/],
  ['erased-import', fixture('erased-import.ts'), 'SERVICE_UNKNOWN', /`import type`/],
  ['missing-service', fixture('missing-service.ts'), 'SERVICE_UNKNOWN', /asks for Unlisted/],
  ['unruly-rule', fixture('unruly-rule.ts'), 'SCHEMA_RULE_UNSUPPORTED', /Input\.word/],
  ['no-definition', fixture('no-definition.ts'), 'PLUGIN_NOT_DEFINED', /default export/],
  ['misnamed', fixture('prints.ts'), 'PLUGIN_NAME_MISMATCH', /calls itself prints/],
  ['absent', './nowhere', 'PLUGIN_NOT_FOUND', /looked for at/],
  ['not-installed', 'mcp-plugin-that-is-not-there', 'PLUGIN_NOT_FOUND', /npm install/],
  ['visoin', '', 'PLUGIN_UNKNOWN', /Did you mean vision\?/],
];

describe('a server with every kind of broken plugin', () => {
  let served: ServedProcess;

  beforeAll(async () => {
    const broken = BROKEN.map(([name, from]) => [name, from === '' ? true : { from }]);
    served = await serveProcess({
      config: {
        plugins: {
          weather: { from: fixture('weather') },
          ...Object.fromEntries(broken),
          'fails-to-start': { from: fixture('fails-to-start.ts') },
          prints: { from: fixture('prints.ts') },
        },
        server: { pluginTimeoutSeconds: 0.5 },
      },
      env: { LOG_LEVEL: 'error' },
    });
  });

  afterAll(() => served.close());

  test('serves those that work', async () => {
    const { tools } = await served.client.listTools();

    expect(tools.map((tool) => tool.name)).toEqual(
      expect.arrayContaining(['chat-completion', 'weather-today', 'prints-a-line']),
    );
    expect(tools.filter((tool) => tool.name === 'weather-today')).toHaveLength(1);
  });

  test.each(BROKEN)('says of %s what is wrong with it', (plugin, _from, code, says) => {
    const line = served
      .stderr()
      .split('\n')
      .find((each) => each.includes(code) && each.includes(plugin));

    expect(line).toMatch(says);
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
