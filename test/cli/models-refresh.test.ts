import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { configFolder } from '../support/served-process.js';
import { runBin } from './run-bin.js';

const LISTED = [
  { id: 'gpt-6-luna', object: 'model', shutdown_date: null },
  { id: 'gpt-4o', object: 'model', shutdown_date: '2027-03-01' },
  { id: 'gpt-4o-2024-11-20', object: 'model', shutdown_date: '2027-01-14' },
  { id: 'gpt-7-sol', object: 'model', shutdown_date: null },
  { id: 'gpt-image-3', object: 'model', shutdown_date: '2028-01-01' },
  { id: 'ft:gpt-4.1:acme::1', object: 'model', shutdown_date: null },
];
const OWN_FORM = {
  models: {
    'gpt-6-luna': { kind: 'text', price: { input: 0.12, output: 0.5 } },
    'gpt-7-sol': { kind: 'text', price: { input: 3, cachedInput: 0.3, cacheWrite: 3.75, output: 15 } },
  },
};
const LIST_FORM = [
  {
    id: 'openai',
    models: [
      { id: 'gpt-6-luna', prices: { input_mtok: 99, output_mtok: 99 } },
      { id: 'gpt-5-mini', prices: { input_mtok: { base: 0.26, tiers: [] }, output_mtok: 2 } },
      { id: 'gpt-audio-1.5', prices: [{ prices: { input_mtok: 2.5, output_mtok: 10 } }] },
      { id: 'gpt-nobody-asked-for', prices: { input_mtok: 1 } },
    ],
  },
];

interface Change {
  model: string;
  field: string;
  from: unknown;
  to: unknown;
}

describe('models refresh', () => {
  let server: Server;
  let answers: Record<string, { status: number; body: string }>;
  let at: string;
  beforeEach(async () => {
    answers = {
      '/v1/models': { status: 200, body: JSON.stringify({ object: 'list', data: LISTED }) },
      '/own.json': { status: 200, body: JSON.stringify(OWN_FORM) },
      '/list.json': { status: 200, body: JSON.stringify(LIST_FORM) },
    };
    server = createServer(({ url = '' }, response) => {
      const { status, body } = answers[url] ?? { status: 404, body: '{"error":{"message":"no"}}' };
      response.writeHead(status, { 'content-type': 'application/json' }).end(body);
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    at = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  async function refresh(
    args: string[] = [],
    { key = 'sk-test', folder = undefined as string | undefined } = {},
  ) {
    const home = folder ?? (await configFolder(undefined));
    const data = join(home, 'data');
    const env = { OPENAI_API_KEY: key, OPENAI_BASE_URL: `${at}/v1`, OPENAI_MCP_DATA_DIR: data };
    const run = await runBin(['models', 'refresh', ...args], { env, folder: home });
    const file = join(data, 'models.json');
    const written = await readFile(file, 'utf8').then(
      (content) =>
        JSON.parse(content) as { refreshedOn: string; checkedOn?: string; models: Record<string, object> },
      () => undefined,
    );
    return { ...run, file, written, env };
  }
  const changesIn = (stdout: string) => JSON.parse(stdout).changes as Change[];

  test('learns of new models and of shutdown dates, and says what is new', async () => {
    const { code, stdout, written } = await refresh();

    expect(code).toBe(0);
    expect(stdout).toMatch(/gpt-7-sol +kind +– +→ +text/);
    expect(stdout).toMatch(/gpt-4o +shutdown +2027-01-14 +→ +2027-03-01/);
    expect(stdout).toMatch(/gpt-image-3 +kind +– +→ +image/);
    expect(stdout).toMatch(/Written to .*models\.json/);
    expect(Object.keys(written!.models).sort()).toEqual([
      'gpt-4o',
      'gpt-4o-2024-11-20',
      'gpt-7-sol',
      'gpt-image-3',
    ]);
    // A snapshot that goes before its family keeps what the family has.
    expect(written!.models['gpt-4o-2024-11-20']).toMatchObject({
      shutdown: '2027-01-14',
      price: { input: 2.5 },
    });
    expect(written!.models['gpt-image-3']).toMatchObject({ kind: 'image', shutdown: '2028-01-01' });
    expect(written!.checkedOn).toBeUndefined();
  });

  test('writes nothing when it only shows', async () => {
    const { code, stdout, written } = await refresh(['--dry-run', '--json']);

    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      written: false,
      file: expect.stringContaining('models.json'),
    });
    expect(changesIn(stdout)).toContainEqual({
      model: 'gpt-4o',
      field: 'shutdown',
      from: '2027-01-14',
      to: '2027-03-01',
    });
    expect(written).toBeUndefined();
  });

  test('finds nothing new the second time', async () => {
    const { folder } = await refresh();

    const { stdout } = await refresh(['--json'], { folder });

    expect(changesIn(stdout)).toEqual([]);
  });

  test('takes the prices that the operator names over its own', async () => {
    const { stdout, written } = await refresh(['--prices', `${at}/own.json`, '--json']);

    expect(changesIn(stdout)).toContainEqual({
      model: 'gpt-6-luna',
      field: 'price.input',
      from: 0.1,
      to: 0.12,
    });
    expect(changesIn(stdout)).toContainEqual({
      model: 'gpt-7-sol',
      field: 'price.output',
      from: null,
      to: 15,
    });
    expect(written!.models['gpt-6-luna']).toMatchObject({ price: { input: 0.12 }, source: `${at}/own.json` });
    expect(written!.checkedOn).toBe(written!.refreshedOn);
  });

  test('fills in from a price list what it does not know better', async () => {
    const { stdout } = await refresh(['--prices', `${at}/list.json`, '--json'], { key: '' });

    const changes = changesIn(stdout);
    expect(changes).toContainEqual({ model: 'gpt-5-mini', field: 'price.input', from: 0.25, to: 0.26 });
    expect(changes).toContainEqual({ model: 'gpt-audio-1.5', field: 'price.input', from: null, to: 2.5 });
    expect(changes.map(({ model }) => model)).not.toContain('gpt-6-luna');
    expect(changes.map(({ model }) => model)).not.toContain('gpt-nobody-asked-for');
  });

  test('is what the server then goes by, unless the package is newer', async () => {
    const { folder, file, env, written } = await refresh(['--prices', `${at}/own.json`]);
    const list = () =>
      runBin(['call', 'list-models', '--arg', 'kind=text', '--json', '--sandbox'], { env, folder });
    const lunaIn = (stdout: string) =>
      (JSON.parse(stdout).structuredContent.models as { id: string; price: { input: number } }[]).find(
        ({ id }) => id === 'gpt-6-luna',
      );

    const fresh = lunaIn((await list()).stdout);
    await writeFile(file, JSON.stringify({ ...written, refreshedOn: '2020-01-01' }));
    const outdated = lunaIn((await list()).stdout);

    expect(fresh?.price.input).toBe(0.12);
    expect(outdated?.price.input).toBe(0.1);
  });

  test.each([
    ['there is nothing', '/nothing.json', undefined, 'PRICES_UNREADABLE'],
    ['it is no JSON', '/own.json', 'Hello', 'PRICES_UNREADABLE'],
    ['it is something else', '/own.json', '{"a":1}', 'PRICES_UNUSABLE'],
    ['a price is none', '/own.json', '{"models":{"a":{"price":{"input":-1}}}}', 'PRICES_UNUSABLE'],
  ])('changes nothing where %s', async (_, path, body, code) => {
    if (body !== undefined) answers[path] = { status: 200, body };

    const run = await refresh(['--prices', at + path, '--json']);

    expect(run.code).toBe(1);
    expect(JSON.parse(run.stdout).faults).toMatchObject([{ code }]);
    expect(run.written).toBeUndefined();
  });

  test('says what to do without a key and without prices', async () => {
    const run = await runBin(['models', 'refresh', '--json'], { env: { OPENAI_API_KEY: '' } });

    expect(run.code).toBe(1);
    expect(JSON.parse(run.stdout).faults).toMatchObject([{ code: 'API_KEY_MISSING' }]);
  });

  test('--help shows an example', async () => {
    const { code, stdout } = await runBin(['models', 'refresh', '--help']);

    expect(code).toBe(0);
    expect(stdout).toContain('$ openai-mcp-host models refresh --dry-run');
  });
});

describe('check', () => {
  test('warns of a catalogue that nobody has looked at for 60 days', async () => {
    const folder = await configFolder({ models: { catalogue: './old.json' } });
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'old.json'), JSON.stringify({ checkedOn: '2020-01-01' }));

    const { code, stdout } = await runBin(['check'], { env: { OPENAI_API_KEY: 'sk-test' }, folder });

    expect(code).toBe(0);
    expect(stdout).toMatch(/! The model catalogue is of 2020-01-01, \d+ days ago.*models refresh/);
  });
});
