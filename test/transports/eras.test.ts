import { rm } from 'node:fs/promises';
import { Client as FirstClient } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { errorOf } from '../support/call-result.js';
import { type FakeOpenAI, startFakeOpenAI } from '../support/fake-openai.js';
import { ask, refused } from '../support/openai-answers.js';
import { handshake, MODERN_META, type RawProcess, rawProcess } from '../support/raw-process.js';
import {
  fixture,
  type ServedProcess,
  type ServeOptions,
  serveProcess,
  serverCommand,
} from '../support/served-process.js';

const OLD_REVISIONS = ['2024-11-05', '2025-03-26', '2025-06-18', '2025-11-25'];

let upstream: FakeOpenAI;
let options: ServeOptions;
/** The listing as a raw client of the newer era gets it. */
let listed: unknown[];

beforeAll(async () => {
  upstream = await startFakeOpenAI(() => refused(400, 'content_policy_violation', 'No.'));
  options = { upstream, config: { plugins: { weather: { from: fixture('weather') } } } };
  const raw = await rawProcess(options);
  const { result } = await raw.ask('tools/list', { _meta: MODERN_META });
  await raw.stop();
  listed = result.tools;
});

afterAll(() => upstream.stop());

const OSLO = { name: 'weather-today', arguments: { city: 'Oslo' } };
const FORECAST = { forecast: 'sunny in Oslo, 21 celsius' };

describe('the published face', () => {
  test('has every tool once, in the order of the alphabet, with names that every client takes', () => {
    const names = (listed as { name: string }[]).map(({ name }) => name);

    expect(names).toEqual([...new Set(names)].sort());
    for (const name of names) expect(name).toMatch(/^[a-z0-9-]{1,64}$/);
    expect(names).toContain('weather-today');
  });

  test('has schemas of objects, hints and words for every tool', () => {
    for (const tool of listed) {
      expect(tool).toMatchObject({
        title: expect.stringMatching(/./),
        description: expect.stringMatching(/./),
        inputSchema: { type: 'object', additionalProperties: false },
        outputSchema: { type: 'object' },
        annotations: expect.any(Object),
      });
    }
  });
});

describe.each(['legacy', 'auto', 'modern'] as const)('the v2 client in the mode %s', (era) => {
  let served: ServedProcess;

  beforeAll(async () => {
    served = await serveProcess({ ...options, era });
  });

  afterAll(() => served.close());

  test('lists the same tools in the same order, each time', async () => {
    const first = await served.client.listTools();
    const second = await served.client.listTools();

    expect(first.tools).toEqual(listed);
    expect(second.tools).toEqual(listed);
  });

  test('calls a tool', async () => {
    const result = await served.call('weather-today', OSLO.arguments);

    expect(result).toMatchObject({ structuredContent: FORECAST });
  });

  test('is told what the server is for', () => {
    expect(served.client.getServerVersion()?.name).toBe('openai-mcp-host');
    expect(served.client.getInstructions()).toMatch(/For the weather of a city use weather-today/);
  });

  test('takes an error for an error, although it knows the schema of the output', async () => {
    await served.client.listTools();

    const result = await served.call('chat-completion', ask('Hello'));

    expect(errorOf(result)?.code).toBe('CONTENT_REFUSED');
    expect(result.structuredContent).toBeUndefined();
  });

  test('hears of a tool that is not there as a protocol error', async () => {
    await expect(served.call('weather-todya')).rejects.toMatchObject({
      code: -32602,
      message: expect.stringMatching(/Did you mean weather-today\?/),
    });
  });
});

describe('the v1 client', () => {
  let client: FirstClient;
  let folder: string;

  beforeAll(async () => {
    const { folder: cwd, ...command } = await serverCommand(options);
    folder = cwd;
    client = new FirstClient({ name: 'first', version: '1.0.0' });
    await client.connect(new StdioClientTransport({ ...command, cwd, stderr: 'pipe' }));
  });

  afterAll(async () => {
    await client.close();
    await rm(folder, { recursive: true, force: true });
  });

  test('lists the same tools in the same order', async () => {
    expect((await client.listTools()).tools).toEqual(listed);
  });

  test('calls a tool, and finds the output to fit its schema', async () => {
    await client.listTools();

    expect(await client.callTool(OSLO)).toMatchObject({ structuredContent: FORECAST });
  });

  test('does not throw at an error, although it knows the schema of the output', async () => {
    await client.listTools();

    const result = await client.callTool({ name: 'chat-completion', arguments: ask('Hello') });

    expect(result).toMatchObject({
      isError: true,
      _meta: { 'openai-mcp-host/error': { code: 'CONTENT_REFUSED' } },
    });
    expect(result.structuredContent).toBeUndefined();
  });

  test('is told what the server is for', () => {
    expect(client.getInstructions()).toMatch(/For the weather of a city use weather-today/);
  });
});

describe('on the wire', () => {
  let raw: RawProcess;

  afterEach(() => raw.stop());

  test.each(OLD_REVISIONS)('revision %s is spoken after a handshake', async (revision) => {
    raw = await rawProcess(options);

    const shaken = await raw.ask('initialize', handshake(revision));
    raw.send({ jsonrpc: '2.0', method: 'notifications/initialized' });
    const list = await raw.ask('tools/list');
    const call = await raw.ask('tools/call', OSLO);
    const ping = await raw.ask('ping');

    expect(shaken.result).toMatchObject({
      protocolVersion: revision,
      serverInfo: { name: 'openai-mcp-host' },
      instructions: expect.stringMatching(/weather-today/),
    });
    expect(list.result.tools).toEqual(listed);
    expect(call.result.structuredContent).toEqual(FORECAST);
    expect(ping.result).toEqual({});
  });

  test.each(['2019-01-01', '2099-12-31', 'latest'])(
    'revision %s, which nobody knows, is answered with one that is known',
    async (revision) => {
      raw = await rawProcess(options);

      const { result } = await raw.ask('initialize', handshake(revision));

      expect(OLD_REVISIONS).toContain(result.protocolVersion);
    },
  );

  test('revision 2026-07-28 needs no handshake, and says how long its listing holds', async () => {
    raw = await rawProcess(options);

    const discovery = await raw.ask('server/discover', { _meta: MODERN_META });
    const list = await raw.ask('tools/list', { _meta: MODERN_META });
    const call = await raw.ask('tools/call', { ...OSLO, _meta: MODERN_META });

    expect(discovery.result).toMatchObject({
      supportedVersions: expect.arrayContaining(['2026-07-28']),
      instructions: expect.stringMatching(/weather-today/),
      ttlMs: 3_600_000,
      cacheScope: 'private',
    });
    expect(list.result).toMatchObject({ tools: listed, ttlMs: 60_000, cacheScope: 'private' });
    expect(call.result.structuredContent).toEqual(FORECAST);
  });

  test('what is not served is refused, and the server goes on', async () => {
    raw = await rawProcess(options);
    await raw.ask('initialize', handshake());

    const refusal = await raw.ask('logging/setLevel', { level: 'info' });
    const nonsense = await raw.ask('no/such');
    const list = await raw.ask('tools/list');

    expect([refusal.error.code, nonsense.error.code]).toEqual([-32601, -32601]);
    expect(list.result.tools).toEqual(listed);
  });
});
