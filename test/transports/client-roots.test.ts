import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Client, InMemoryTransport } from '@modelcontextprotocol/client';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loadConfig } from '../../src/config/load-config.js';
import { createHost } from '../../src/create-host.js';
import { createMcpServer } from '../../src/transports/mcp-server.js';
import { errorOf } from '../support/call-result.js';
import { type ConnectedClient, connectClient, EVERY_CLIENT } from '../support/every-client.js';
import { fixture } from '../support/served-process.js';

let parent: string;
let work: string;
let asked: number;

beforeEach(async () => {
  parent = await realpath(await mkdtemp(join(tmpdir(), 'roots-')));
  work = join(parent, 'work');
  asked = 0;
  await Promise.all([mkdir(work), mkdir(join(parent, 'allowed'))]);
  await Promise.all([
    writeFile(join(work, 'cat.txt'), 'meow'),
    writeFile(join(work, 'dog.txt'), 'woof'),
    writeFile(join(parent, 'allowed', 'mouse.txt'), 'squeak'),
    writeFile(join(parent, 'secret.txt'), 'secret'),
    symlink(join(parent, 'secret.txt'), join(work, 'link.txt')),
  ]);
});

afterEach(() => rm(parent, { recursive: true }));

const configOf = (files: object = {}) => ({
  plugins: { reader: { from: fixture('reader.ts') } },
  files: { roots: [join(parent, 'allowed')], ...files },
});
const roots = () => {
  asked += 1;
  return {
    roots: [{ uri: pathToFileURL(work).href }, { uri: 'file://elsewhere/work' }],
  };
};

describe.each(EVERY_CLIENT)('the folders of %s', (kind) => {
  let connected: ConnectedClient;
  const connect = async (files: object = {}, abilities: Parameters<typeof connectClient>[2] = { roots }) => {
    connected = await connectClient(kind, { config: configOf(files) }, abilities);
  };
  const read = (...sources: string[]) => connected.call('read-files', { sources });

  afterEach(() => connected.close());

  test('may be read from; it is asked for them once in a call', async () => {
    await connect();

    const result = await read(join(work, 'cat.txt'), 'dog.txt', pathToFileURL(join(work, 'cat.txt')).href);

    expect(result.structuredContent).toEqual({ texts: ['meow', 'woof', 'meow'] });
    expect(asked).toBe(1);
  });

  test('are not asked for where all files lie in folders of the config', async () => {
    await connect();

    const result = await read(join(parent, 'allowed', 'mouse.txt'), 'mouse.txt', 'data:,meow');

    expect(result.structuredContent).toEqual({ texts: ['squeak', 'squeak', 'meow'] });
    expect(asked).toBe(0);
  });

  test('open nothing beside them', async () => {
    await connect();

    const outside = await read(join(parent, 'secret.txt'));
    const linked = await read(join(work, 'link.txt'));
    const missing = await read(join(work, 'none.txt'));

    expect([outside, linked, missing].map((each) => errorOf(each)?.code)).toEqual([
      'PATH_NOT_ALLOWED',
      'PATH_NOT_ALLOWED',
      'FILE_NOT_FOUND',
    ]);
  });

  test('are not asked for where the config says so, or the client can not tell', async () => {
    await connect({ clientRoots: false });
    const off = await read(join(work, 'cat.txt'));
    await connected.close();
    await connect({}, {});
    const unable = await read(join(work, 'cat.txt'));

    expect([off, unable].map((each) => errorOf(each)?.code)).toEqual([
      'PATH_NOT_ALLOWED',
      'PATH_NOT_ALLOWED',
    ]);
    expect(asked).toBe(0);
  });
});

test.each<[string, () => unknown]>([
  ['fails', () => Promise.reject(new Error('no idea'))],
  ['tells nonsense', () => ({ roots: [{ uri: 'https://example.com' }] })],
])('a client of the older era that %s when it is asked for folders has none', async (_, answer) => {
  const connected = await connectClient('the v2 client, legacy', { config: configOf() }, { roots: answer });

  const result = await connected.call('read-files', { sources: [join(work, 'cat.txt')] });

  await connected.close();
  expect(errorOf(result)?.code).toBe('PATH_NOT_ALLOWED');
});

test('A client that is not known to be on this machine is not believed', async () => {
  const dataFolder = join(parent, 'data');
  const loaded = await loadConfig({
    document: configOf(),
    env: { OPENAI_MCP_DATA_DIR: dataFolder },
    cwd: parent,
  });
  const host = await createHost({ loaded });
  const client = new Client({ name: 'far', version: '1.0.0' }, { capabilities: { roots: {} } });
  client.setRequestHandler('roots/list', roots);
  const [clientSide, serverSide] = InMemoryTransport.createLinkedPair();
  const serving = serveStdio(() => createMcpServer(host), { transport: serverSide });
  await client.connect(clientSide);

  const result = await client.callTool({
    name: 'read-files',
    arguments: { sources: [join(work, 'cat.txt')] },
  });

  await client.close();
  await serving.close();
  await host.stop();
  expect(errorOf(result)?.code).toBe('PATH_NOT_ALLOWED');
  expect(asked).toBe(0);
});
