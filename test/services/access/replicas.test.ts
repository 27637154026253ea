import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CallToolResult, Client } from '@modelcontextprotocol/client';
import { type Answer, answers } from 'openai-mcp-host/testing';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { COST, going, message, response } from '../../plugins/research/web-responses.js';
import { type FakeOpenAI, startFakeOpenAI } from '../../support/fake-openai.js';
import { sharedPgvector } from '../../support/pgvector.js';
import { type FreshDatabase, freshPostgres } from '../../support/postgres.js';
import type { ServedHttp, ServedHttpOptions } from '../../support/served-http.js';
import { fixture } from '../../support/served-process.js';
import { as, servedTo } from './clients-host.js';

let database: FreshDatabase;
let upstream: FakeOpenAI | undefined;
let servers: ServedHttp[] = [];

afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
  await upstream?.stop();
  upstream = undefined;
  await database.drop();
}, 30_000);

type Entry = { name: string } & Record<string, unknown>;

/** A server on the database, and a client of each team. */
async function replica<Name extends string>(
  entries: readonly (Entry & { name: Name })[],
  { env, ...options }: ServedHttpOptions = {},
): Promise<Record<Name, Client>> {
  const served = await servedTo(entries, {
    ...options,
    env: { OPENAI_API_KEY: 'sk-host-0123456789', OPENAI_MCP_DATABASE_URL: database.url, ...env },
  });
  servers = [...servers, served];
  const connected = entries.map(
    async ({ name }) => [name, await served.client('modern', { headers: as(name) })] as const,
  );
  return Object.fromEntries(await Promise.all(connected)) as Record<Name, Client>;
}

const call = (client: Client, name: string, args: object = {}) =>
  client.callTool({ name, arguments: { ...args } }) as Promise<CallToolResult>;
const codeOf = ({ _meta }: CallToolResult) =>
  (_meta?.['openai-mcp-host/error'] as { code?: string } | undefined)?.code ?? 'ok';
const count = (codes: string[], code: string) => codes.filter((each) => each === code).length;

describe('two servers on one PostgreSQL', () => {
  beforeEach(async () => {
    database = await freshPostgres();
    // It takes its time to start on a busy machine.
  }, 60_000);

  test('let a client call and ask as often together as one of them would alone, however it asks them at once', async () => {
    const entries = [
      { name: 'calling', limits: { callsPerMinute: 5 } },
      { name: 'asking', limits: { requestsPerMinute: 3 } },
    ] as const;
    const both = [await replica(entries), await replica(entries)];
    for (const { host } of servers) host.openai.always('/responses', answers.text('Hello.'));
    const many = (ask: (team: (typeof both)[0]) => Promise<CallToolResult>) =>
      Promise.all(both.flatMap((team) => Array.from({ length: 6 }, () => ask(team).then(codeOf))));

    const calls = await many(({ calling }) => call(calling, 'list-wares'));
    const requests = await many(({ asking }) => call(asking, 'ask-model'));

    expect([count(calls, 'ok'), count(calls, 'CLIENT_RATE_LIMITED')]).toEqual([5, 7]);
    expect([count(requests, 'ok'), count(requests, 'CLIENT_RATE_LIMITED')]).toEqual([3, 9]);
    expect(servers.flatMap(({ host }) => host.openai.requests)).toHaveLength(3);
  });

  test('have one number of seats for the calls of a client, and give each back when its call has ended', async () => {
    const entries = [{ name: 'seated', limits: { concurrentCalls: 1 } }] as const;
    const [here, there] = [await replica(entries), await replica(entries)];
    const gone = Promise.withResolvers<void>();
    const arrived = Promise.withResolvers<void>();
    const held: Answer = async (request) => {
      arrived.resolve();
      await gone.promise;
      const answer = answers.text('Done.');
      return typeof answer === 'function' ? answer(request) : answer;
    };
    servers[0]!.host.openai.reply('/responses', held);

    const first = call(here.seated, 'ask-model');
    await arrived.promise;
    const meanwhile = await Promise.all([here, there].map(({ seated }) => call(seated, 'list-wares')));
    gone.resolve();
    await first;

    expect(meanwhile.map(codeOf)).toEqual(['CLIENT_RATE_LIMITED', 'CLIENT_RATE_LIMITED']);
    await expect.poll(async () => codeOf(await call(there.seated, 'list-wares'))).toBe('ok');
  });

  test('find what was indexed at either of them, of one’s own alone, until it is deleted at either', async () => {
    await database.drop();
    database = await sharedPgvector();
    const entries = [{ name: 'team-a' }, { name: 'team-b' }] as const;
    const options = { config: { plugins: { embeddings: true } } };
    const [here, there] = [await replica(entries, options), await replica(entries, options)];
    for (const { host } of servers)
      host.openai.always('/embeddings', answers.embedding(Array(1536).fill(0.1)));
    const put = async (client: Client, text: string) =>
      codeOf(
        await call(client, 'index-documents', { collection: 'notes', documents: [{ text, id: 'one' }] }),
      );
    const found = async (client: Client) => {
      const result = await call(client, 'semantic-search', { collection: 'notes', query: 'where' });
      return codeOf(result) === 'ok' ? JSON.stringify(result.structuredContent) : codeOf(result);
    };

    const made = [
      await put(here['team-a'], 'Ours lies in Aden.'),
      await put(there['team-b'], 'Ours lies in Bergen.'),
    ];
    const [ofA, ofB] = [await found(there['team-a']), await found(here['team-b'])];
    await call(there['team-a'], 'delete-collection', { collection: 'notes', confirm: true });
    const afterwards = await Promise.all([found(here['team-a']), found(there['team-b'])]);

    expect(made).toEqual(['ok', 'ok']);
    expect(ofA).toContain('Aden');
    expect(ofA).not.toContain('Bergen');
    expect(ofB).toContain('Bergen');
    expect(ofB).not.toContain('Aden');
    expect(afterwards[0]).toBe('COLLECTION_NOT_FOUND');
    expect(afterwards[1]).toContain('Bergen');
  }, 60_000);

  test('run no call of a client once more that is in the config no longer, and keep for it how that ended', async () => {
    const options = {
      plugins: [fixture('patient.ts')],
      config: { plugins: { jobs: true }, server: { handOverSeconds: 0.2 } },
    };
    const log = join(await mkdtemp(join(tmpdir(), 'again-')), 'log');
    const here = await replica([{ name: 'leaving' }], options);
    const handed = await call(here.leaving, 'work-again', { log, seconds: 60 });
    const { 'openai-mcp-host/job': id } = handed._meta as Record<string, string>;
    await servers.shift()!.close();

    const without = await replica([{ name: 'other' }], options);
    const others = await call(without.other, 'get-job', { id });
    const [back] = [await replica([{ name: 'leaving' }], { config: { plugins: { jobs: true } } })];
    const jobOf = async () => (await call(back.leaving, 'get-job', { id })).structuredContent;
    await expect.poll(jobOf, { timeout: 20_000 }).toMatchObject({ status: 'failed' });

    expect(codeOf(others)).toBe('JOB_NOT_FOUND');
    expect(await jobOf()).toMatchObject({ data: { problem: { code: 'ACCESS_WITHDRAWN' } } });
    expect(await readFile(log, 'utf8')).toBe('begun\n');
  }, 40_000);

  test('ask about the work of a client with its own key, whichever of them asks, and with no other where none has it', async () => {
    let isDone = false;
    upstream = await startFakeOpenAI(({ method }) =>
      method === 'GET' && isDone ? { json: response([message('Ada kept it.')]) } : { json: going('queued') },
    );
    const own = [{ name: 'team-a', apiKey: `$\{env:TEAM_A_KEY}` }] as const;
    const options = {
      network: 'configured' as const,
      config: { plugins: { research: true, jobs: true }, openai: { baseURL: upstream.baseURL } },
      env: { TEAM_A_KEY: 'sk-team-a-0123456789' },
    };
    const research = { query: 'Who kept it?', web_search: { max_tool_calls: 1 }, wait_seconds: 0 };
    const keys = () => upstream!.requests.map(({ headers }) => headers.authorization);
    const here = await replica(own, options);
    const begun = await call(here['team-a'], 'deep-research', research);
    await servers.shift()!.close();

    const keyless = await replica([{ name: 'team-a' }], options);
    const refused = await call(keyless['team-a'], 'get-job');
    const askedUntilThen = keys();
    const [there] = [await replica(own, options)];
    isDone = true;
    const done = await call(there['team-a'], 'get-job', { wait_seconds: 20 });

    expect(begun.structuredContent).toMatchObject({ status: 'queued' });
    expect(codeOf(refused)).toBe('JOB_KEY_GONE');
    expect(new Set(askedUntilThen)).toEqual(new Set(['Bearer sk-team-a-0123456789']));
    expect(done.structuredContent).toMatchObject({ status: 'completed', cost_usd: COST });
    expect(new Set(keys())).toEqual(new Set(['Bearer sk-team-a-0123456789']));
  }, 60_000);
});
