import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { IsString } from 'class-validator';
import { definePlugin, Tool, type ToolApp } from 'openai-mcp-host/plugin';
import { testHost } from 'openai-mcp-host/testing';
import { describe, expect, test } from 'vitest';
import { as, servedTo } from '../services/access/clients-host.js';
import { writeFiles } from '../support/plugin-source.js';

const MEDIA_TYPE = 'text/html;profile=mcp-app';
const URI = 'ui://usage/usage-report';
const USAGE = { config: { plugins: { usage: true } } };

class Weather {
  @IsString()
  sky!: string;
}

const weatherWith = (page: ToolApp) => {
  @Tool({
    ...{ name: 'tell-weather', title: 'Tell the weather', description: 'Tell it.', output: Weather },
    ...{ effect: 'read-only', icons: [{ src: 'https://example.com/sun.svg' }] },
    app: {
      ...page,
      csp: { connectDomains: ['wss://sky.example.com'], resourceDomains: ['https://*.example.com'] },
      permissions: ['geolocation'],
    },
  })
  class TellWeather {
    run() {
      return { sky: 'clear' };
    }
  }
  const words = { name: 'weather', title: 'Weather', version: '1.0.0', host: '^1' };
  return definePlugin({ ...words, tools: [TellWeather] });
};

describe.each(['modern', 'legacy'] as const)('in the %s era', (era) => {
  test('a tool names its page, which is listed and read as MCP Apps has it', async () => {
    await using host = await testHost({ ...USAGE, era });

    const { tools } = await host.client.listTools();
    const resources = await host.listResources();
    const { contents } = await host.client.readResource({ uri: URI });

    const named = tools.filter(({ _meta }) => _meta !== undefined);
    expect(named.map(({ name, _meta }) => [name, _meta])).toEqual([
      ['usage-report', { ui: { resourceUri: URI }, 'ui/resourceUri': URI }],
    ]);
    expect(resources).toContainEqual({
      ...{ uri: URI, name: 'usage-report', title: 'Report usage', mimeType: MEDIA_TYPE },
      description: 'The page that clients show with results of usage-report.',
      _meta: { ui: { prefersBorder: true } },
    });
    const page = { uri: URI, mimeType: MEDIA_TYPE, _meta: { ui: { prefersBorder: true } } };
    expect(contents).toEqual([{ ...page, text: expect.stringMatching(/^<!doctype html>/) }]);
    expect(host.client.getServerCapabilities()?.extensions).toMatchObject({
      'io.modelcontextprotocol/ui': { mimeTypes: [MEDIA_TYPE] },
    });
  });

  test('the page needs nothing of the web', async () => {
    await using host = await testHost({ ...USAGE, era });

    const { text } = await host.readResource(URI);

    expect(text).not.toMatch(/\bsrc=|\bhref=|@import|url\(|\bimport\(/);
    expect(text!.match(/<script[ >]/g)).toHaveLength(1);
  });

  test('only a client that has the tool has the page', async () => {
    const clients = [
      { name: 'with', tools: { only: ['usage-report'] }, offers: [] },
      { name: 'without', tools: { except: ['usage-report'] } },
    ];
    await using served = await servedTo(clients, USAGE);
    const sees = async (name: string) => {
      const client = await served.client(era, { headers: as(name) });
      const { resources } = await client.listResources();
      const read = await client.readResource({ uri: URI }).catch((error: Error) => error.message);
      const { extensions = {} } = client.getServerCapabilities()!;
      const pages = resources.filter(({ uri }) => uri.startsWith('ui:')).length;
      return {
        pages,
        read: typeof read === 'string' ? read : 'the page',
        extensions: Object.keys(extensions),
      };
    };

    const [having, lacking] = [await sees('with'), await sees('without')];

    expect(having).toMatchObject({ pages: 1, read: 'the page' });
    expect(having.extensions).toContain('io.modelcontextprotocol/ui');
    expect(lacking).toMatchObject({ pages: 0, read: expect.stringContaining('There is no resource') });
    expect(lacking.extensions).not.toContain('io.modelcontextprotocol/ui');
  });
});

test('a page goes with its tool where the config turns that off', async () => {
  const plugins = { usage: { tools: { except: ['usage-report'] } } };
  await using host = await testHost({ config: { plugins } });

  const resources = await host.listResources();
  const { error } = await host.readResource(URI);

  expect(resources.map(({ uri }) => uri)).not.toContain(URI);
  expect(error?.code).toBe('RESOURCE_UNKNOWN');
});

test('a page may be made by a function, and say what it needs of the web and of the person', async () => {
  await using host = await testHost({ plugins: [weatherWith({ html: () => '<!doctype html><p>Sky</p>' })] });

  const { contents } = await host.client.readResource({ uri: 'ui://weather/tell-weather' });
  const [listed] = await host.listResources();

  const ui = {
    csp: { connectDomains: ['wss://sky.example.com'], resourceDomains: ['https://*.example.com'] },
    permissions: { geolocation: {} },
  };
  expect(contents).toMatchObject([{ text: '<!doctype html><p>Sky</p>', _meta: { ui } }]);
  expect(listed).toMatchObject({ _meta: { ui }, icons: [{ src: 'https://example.com/sun.svg' }] });
});

test.each([
  ['is no text', { html: () => 5 as never }, 'OUTPUT_INVALID'],
  [
    'is not made',
    {
      html: () => {
        throw new Error('secret');
      },
    },
    'INTERNAL_ERROR',
  ],
  ['is too large', { html: () => 'x'.repeat(2 ** 21) }, 'RESULT_TOO_LARGE'],
  ['is in a file, of a plugin in memory,', { file: 'sky.html' }, 'APP_UNREADABLE'],
])('a page that %s fails by itself, and its tool works', async (_, page, code) => {
  await using host = await testHost({ plugins: [weatherWith(page)] });

  const read = await host.readResource('ui://weather/tell-weather');
  const { structured } = await host.callTool('tell-weather');

  expect(read.error?.code).toBe(code);
  expect(read.error?.message).not.toContain('secret');
  expect(structured).toEqual({ sky: 'clear' });
});

test('a page in a file is read anew each time, without the plugin being loaded, and may be gone', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'openai-mcp-host-app-'));
  const source = `import { IsString } from 'class-validator';
import { definePlugin, Tool, type ToolApp } from 'openai-mcp-host/plugin';
class Out { @IsString() sky!: string; }
@Tool({ name: 'tell-sky', title: 'Sky', description: 'Tell it.', output: Out, effect: 'read-only', app: { file: 'pages/sky.html' } })
export class TellSky { run() { return { sky: 'clear' }; } }
export default definePlugin({ name: 'sky', title: 'Sky', version: '1.0.0', host: '^1' });`;
  await writeFiles(folder, { 'plugin.ts': source, 'pages/sky.html': '<p>One' });
  await using host = await testHost({ plugins: [folder] });
  const read = () => host.readResource('ui://sky/tell-sky');

  const first = await read();
  await writeFiles(folder, { 'pages/sky.html': '<p>Two' });
  const second = await read();
  await rm(join(folder, 'pages'), { recursive: true });
  const third = await read();

  expect([first.text, second.text]).toEqual(['<p>One', '<p>Two']);
  expect(third.error).toMatchObject({ code: 'APP_UNREADABLE' });
  expect(JSON.stringify(third.error)).not.toContain(folder);
  expect(host.host.state.plugins.find(({ name }) => name === 'sky')?.state).not.toBe('running');
  await rm(folder, { recursive: true });
});
