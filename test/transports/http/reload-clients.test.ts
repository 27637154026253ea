import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { afterEach, expect, test } from 'vitest';
import { hashOfToken, newToken } from '../../../src/services/access/client-tokens.js';
import { type HttpProcess, httpProcess } from '../../support/http-process.js';

let server: HttpProcess;
const clients: Client[] = [];
afterEach(async () => {
  for (const client of clients.splice(0)) await client.close();
  await server.stop();
});

const [a, b] = [newToken(), newToken()];
const entry = (name: string, token: string, ...only: string[]) => ({
  name,
  tokens: [{ hash: hashOfToken(token) }],
  tools: { only },
});
const configOf = (...entries: object[]) => ({ server: { clients: entries } });
const edit = (config: object) => writeFile(join(server.folder, 'mcp.config.json'), JSON.stringify(config));

async function connect(era: 'modern' | 'legacy', token: string) {
  const mode = era === 'modern' ? { pin: '2026-07-28' } : ('legacy' as const);
  let heard = 0;
  const client = new Client(
    { name: 'test', version: '1.0.0' },
    {
      versionNegotiation: { mode },
      listChanged: { tools: { autoRefresh: false, onChanged: () => heard++ } },
    },
  );
  clients.push(client);
  const headers = { authorization: `Bearer ${token}` };
  await client.connect(new StreamableHTTPClientTransport(new URL(server.url), { requestInit: { headers } }));
  const tools = async () => (await client.listTools()).tools.map(({ name }) => name);
  return { tools, heard: () => heard };
}

test.each(['modern', 'legacy'] as const)(
  'A tool that a client is given by an edit of the config is told and listed to it while it is connected, in the era %s',
  async (era) => {
    server = await httpProcess({ config: configOf(entry('a', a, 'speak'), entry('b', b, 'speak')) });
    const client = await connect(era, a);
    const before = await client.tools();

    await edit(configOf(entry('a', a, 'speak', 'moderate-content'), entry('b', b, 'speak')));
    await expect.poll(client.heard, { timeout: 10_000 }).toBeGreaterThan(0);

    expect(before).toEqual(['speak']);
    expect(await client.tools()).toEqual(['moderate-content', 'speak']);
  },
);

test('Who is taken out of the config is let in no more, and a config without anybody is refused', async () => {
  server = await httpProcess({ config: configOf(entry('a', a, 'speak'), entry('b', b, 'speak')) });
  const known = await connect('legacy', b);
  await known.tools();

  await edit(configOf(entry('a', a, 'speak')));
  await expect.poll(() => known.tools().then(String, () => 'refused'), { timeout: 10_000 }).toBe('refused');
  await edit({});
  await expect.poll(() => server.stderr(), { timeout: 10_000 }).toContain('CONFIG_NOT_TAKEN_UP');

  expect((await fetch(server.url, { method: 'POST', body: '{}' })).status).toBe(401);
  expect(await (await connect('modern', a)).tools()).toEqual(['speak']);
});
