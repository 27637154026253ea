import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { CallToolResult, Client } from '@modelcontextprotocol/client';
import type { Browser, BrowserContextOptions, Frame, Page } from 'playwright-core';
import { rolldown } from 'rolldown';
import { complaintsOf } from './chromium.js';

const require = createRequire(import.meta.url);
/** The extension's own implementation of a client, of which the Inspector has a copy. */
const bridge = () =>
  createRequire(require.resolve('@modelcontextprotocol/inspector/package.json')).resolve(
    '@modelcontextprotocol/ext-apps/app-bridge',
  );

let script: Promise<string> | undefined;

async function bundle(): Promise<string> {
  await using build = await rolldown({
    input: fileURLToPath(new URL('../fixtures/app-client.js', import.meta.url)),
    platform: 'browser',
    resolve: { alias: { 'ext-apps/app-bridge': bridge() } },
    logLevel: 'silent',
  });
  const { output } = await build.generate({ format: 'iife' });
  return output[0].code;
}

export interface AppClientOptions {
  /** The MCP client behind it, by which the page's own calls go. */
  client: Client;
  tool: string;
  input?: Record<string, unknown>;
  look?: BrowserContextOptions;
  capabilities?: object;
  context?: object;
  /** What the call is said to have given; left out: what it gives. */
  result?: CallToolResult;
}

export interface ShownApp {
  page: Page;
  /** The page of the tool, in its sandbox. */
  app: Frame;
  /** What the page itself has called so far. */
  calls: { name: string; arguments?: Record<string, unknown> }[];
  /** What the browser complained about, and every address beyond the client that was asked for. */
  complaints: string[];
  [Symbol.asyncDispose](): Promise<void>;
}

/** Calls a tool and shows its page: a client with MCP Apps, in a real browser, over a real MCP client. */
export async function showApp(browser: Browser, options: AppClientOptions): Promise<ShownApp> {
  const { client, tool, input = {}, look = {}, capabilities = { serverTools: {} }, context = {} } = options;
  script ??= bundle();
  const { tools } = await client.listTools();
  const listed = tools.find(({ name }) => name === tool)!;
  const { resourceUri } = listed._meta!.ui as { resourceUri: string };
  const { contents } = await client.readResource({ uri: resourceUri });
  const { text: html } = contents[0] as { text: string };
  const result = options.result ?? (await client.callTool({ name: tool, arguments: input }));

  const browserContext = await browser.newContext(look);
  const page = await browserContext.newPage();
  const complaints = complaintsOf(page);
  const calls: ShownApp['calls'] = [];
  await page.route('**', (route) => {
    const url = route.request().url();
    if (url === 'http://client.test/')
      return route.fulfill({
        contentType: 'text/html',
        body: '<!doctype html><html lang="en"><title>Client</title><body style="margin: 0">',
      });
    complaints.push(url);
    return route.abort();
  });
  await page.exposeFunction('callTool', (params: ShownApp['calls'][number]) => {
    calls.push(params);
    return client.callTool(params);
  });
  await page.goto('http://client.test/');
  await page.evaluate(await script);
  const toolInfo = { id: 1, tool: listed };
  const shown: object = { html, capabilities, context: { toolInfo, ...context }, input, result };
  await page.evaluate((given) => (globalThis as unknown as Show).showApp(given), shown);
  return {
    ...{ page, calls, complaints, app: page.frames()[1]! },
    [Symbol.asyncDispose]: () => browserContext.close(),
  };
}

interface Show {
  showApp(given: object): Promise<void>;
}
