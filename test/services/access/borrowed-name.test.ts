import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CallToolResult, Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { answers, testHost } from 'openai-mcp-host/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hashOfToken, newToken } from '../../../src/services/access/client-tokens.js';
import { type ServedHttp, servedHttp } from '../../support/served-http.js';
import { tried } from '../../support/two-teams.js';
import { shop } from './shop.js';

const [ofTeam, ofOther] = [newToken(), newToken()];
const env = { OPENAI_MCP_DATA_DIR: await mkdtemp(join(tmpdir(), 'borrowed-')) };
const config = {
  plugins: { usage: true, jobs: true, embeddings: true, images: true, files: true, text: true },
  server: {
    clients: [
      // It is what the client of a test host calls itself.
      { name: 'test', tokens: [{ hash: hashOfToken(ofTeam) }], budget: { perDay: 100 } },
      { name: 'other', tokens: [{ hash: hashOfToken(ofOther) }] },
    ],
  },
};

let served: ServedHttp;
let team: Client;
let impostor: Client;

const connect = async (token: string, name: string) => {
  const client = new Client(
    { name, version: '1.0.0' },
    { versionNegotiation: { mode: { pin: '2026-07-28' } } },
  );
  const headers = { authorization: `Bearer ${token}` };
  await client.connect(new StreamableHTTPClientTransport(new URL(served.url), { requestInit: { headers } }));
  return client;
};

beforeAll(async () => {
  served = await servedHttp({ plugins: [shop], config, env });
  served.host.openai.always('/responses', answers.text('Hello.'));
  served.host.openai.always('/embeddings', answers.embedding([1, 0]));
  served.host.openai.always('/images/generations', answers.image());
  [team, impostor] = await Promise.all([connect(ofTeam, 'anything'), connect(ofOther, 'test')]);
});

afterAll(async () => {
  await Promise.all([team.close(), impostor.close()]);
  await served.close();
});

const call = (client: Client, name: string, args: object = {}) =>
  client.callTool({ name, arguments: { ...args } }) as Promise<CallToolResult>;

interface Spent {
  history: { lines: { client: string; requests: number }[] };
  session: { total: { requests: number } };
  budgets: { on: string; spentUsd: number; reservedUsd: number }[];
}

const spending = async (client: Client) =>
  (await tried(client, 'usage-report', { by: ['client'] })).structured as unknown as Spent;

test('a client that calls itself by another’s name has none of its files, collections, jobs and costs, and spends its own money', async () => {
  await call(team, 'index-documents', { collection: 'notes', documents: [{ text: 'Ours.', id: 'a' }] });
  await call(team, 'generate-image', { prompt: 'A quay' });
  const before = await spending(team);

  await call(impostor, 'ask-model');
  const collections = await tried(impostor, 'list-collections', {});
  const { resources } = await impostor.listResources();
  const jobs = await tried(impostor, 'list-jobs', {});
  const wares = await tried(impostor, 'list-wares', {});

  expect(collections.said).not.toContain('notes');
  expect(resources.filter(({ uri }) => uri.includes('/files/'))).toEqual([]);
  expect(jobs.structured).toMatchObject({ jobs: [] });
  expect(wares.said).toContain('for other');
  expect((await spending(impostor)).history.lines).toMatchObject([{ client: 'other', requests: 1 }]);
  expect(await spending(team)).toMatchObject({
    budgets: before.budgets,
    history: { lines: before.history.lines },
  });
});

test('a client on this machine that goes by the name of a team takes none of its budget, and is told apart in what is spent', async () => {
  await using local = await testHost({ plugins: [shop], config, env });
  local.openai.always('/responses', answers.text('Hello.'));
  const before = await spending(team);

  const wares = await local.callTool('list-wares');
  await local.callTool('ask-model');

  expect(wares.structured).toEqual({ said: 'for self-named:test' });
  const { budgets, history } = await spending(team);
  expect(budgets).toEqual(before.budgets);
  expect(history.lines).toEqual(before.history.lines);
});
