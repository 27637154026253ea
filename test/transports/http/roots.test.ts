import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type CallToolResult, Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { as, servedTo } from '../../services/access/clients-host.js';
import { errorOf } from '../../support/call-result.js';
import { type ServedHttp, servedHttp } from '../../support/served-http.js';
import { fixture } from '../../support/served-process.js';

let parent: string;
let guarded: ServedHttp;
let open: ServedHttp;
let asked = 0;
const clients: Client[] = [];

/** Three folders of the server, each with a file that says its name: two of the config, and one that clients say is theirs. */
beforeAll(async () => {
  parent = await realpath(await mkdtemp(join(tmpdir(), 'http-roots-')));
  for (const name of ['of-config', 'of-team', 'of-nobody']) {
    await mkdir(join(parent, name));
    await writeFile(join(parent, name, 'it.txt'), name);
  }
  await symlink(join(parent, 'of-nobody', 'it.txt'), join(parent, 'of-team', 'link.txt'));
  const options = {
    plugins: [fixture('reader.ts')],
    config: { files: { roots: [join(parent, 'of-config')] } },
  };
  guarded = await servedTo([{ name: 'rooted', roots: [join(parent, 'of-team')] }, { name: 'bare' }], options);
  open = await servedHttp(options);
});

afterAll(async () => {
  for (const client of clients) await client.close();
  await guarded.close();
  await open.close();
  await rm(parent, { recursive: true });
});

/** A client that says that all of the server's disk is its own. */
async function connect(era: 'modern' | 'legacy', { url }: ServedHttp, headers: Record<string, string> = {}) {
  const mode = era === 'modern' ? { pin: '2026-07-28' } : ('legacy' as const);
  const client = new Client(
    { name: 'desk', version: '1.0.0' },
    { capabilities: { roots: { listChanged: true } }, versionNegotiation: { mode } },
  );
  clients.push(client);
  client.setRequestHandler('roots/list', () => {
    asked++;
    return {
      roots: ['/', parent, join(parent, 'of-nobody')].map((path) => ({ uri: pathToFileURL(path).href })),
    };
  });
  await client.connect(new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers } }));
  return async (...path: string[]) => {
    const sources = [join(parent, ...path)];
    const result = (await client.callTool({ name: 'read-files', arguments: { sources } })) as CallToolResult;
    return errorOf(result)?.code ?? (result.structuredContent as { texts: string[] }).texts[0];
  };
}

describe.each(['modern', 'legacy'] as const)('a client over HTTP, in the %s era', (era) => {
  test('that had to say who it is reads from folders of its own entry alone, whatever it says of its own', async () => {
    const [rooted, bare] = [
      await connect(era, guarded, as('rooted')),
      await connect(era, guarded, as('bare')),
    ];
    const places = [
      ['of-team', 'it.txt'],
      ['of-team', 'link.txt'],
      ['of-config', 'it.txt'],
      ['of-nobody', 'it.txt'],
    ];
    const readBy = (read: typeof bare) => Promise.all(places.map((place) => read(...place)));

    const [ofRooted, ofBare] = [await readBy(rooted), await readBy(bare)];

    expect(ofRooted).toEqual(['of-team', ...Array(3).fill('PATH_NOT_ALLOWED')]);
    expect(ofBare).toEqual(Array(4).fill('PATH_NOT_ALLOWED'));
    expect(asked).toBe(0);
  });

  test('that need not is believed no more: it is not asked for its folders', async () => {
    const read = await connect(era, open);

    const codes = [await read('of-config', 'it.txt'), await read('of-nobody', 'it.txt')];

    expect(codes).toEqual(['of-config', 'PATH_NOT_ALLOWED']);
    expect(asked).toBe(0);
  });
});
