import { answers } from 'openai-mcp-host/testing';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { as, servedTo } from '../../services/access/clients-host.js';
import { type FreshDatabase, freshPostgres } from '../../support/postgres.js';
import { modernRequest, type ServedHttp } from '../../support/served-http.js';
import { moderating, ran } from './gated-host.js';
import stranger from './stranger.js';

let database: FreshDatabase;
let servers: ServedHttp[];
let headersOf: Record<string, Record<string, string>>;

beforeEach(async () => {
  database = await freshPostgres();
  servers = [];
  ran.length = 0;
  // PostgreSQL takes its time to start on a busy machine.
}, 60_000);

afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
  await database.drop();
});

/** Servers that both know the same two teams, by tokens of their own. */
async function start(): Promise<{ server: ServedHttp; headers: typeof headersOf }> {
  const server = await servedTo([{ name: 'team-a' }, { name: 'team-b' }], {
    plugins: [stranger],
    env: { OPENAI_MCP_DATABASE_URL: database.url },
    config: { moderation: { output: ['say-aloud'], onFlagged: 'ask' } },
  });
  server.host.openai.always('/moderations', moderating);
  server.host.openai.always('/responses', answers.text('A BAD answer.'));
  servers.push(server);
  return { server, headers: { 'team-a': as('team-a'), 'team-b': as('team-b') } };
}

// biome-ignore lint/suspicious/noExplicitAny: what comes is looked at as it is
type Result = any;

async function say(
  { server, headers }: Awaited<ReturnType<typeof start>>,
  team: string,
  more: object = {},
  args: object = { say: 'Hi', how: 'model' },
): Promise<Result> {
  const asked = modernRequest('tools/call', { name: 'say-aloud', arguments: args, ...more });
  const { params } = asked.body;
  const _meta = {
    ...(params._meta as object),
    'io.modelcontextprotocol/clientCapabilities': { elicitation: { form: {} } },
  };
  const body = { ...asked.body, params: { ...params, _meta } };
  const answer = await (await server.post(body, { ...asked.headers, ...headers[team] })).text();
  return JSON.parse(/\{.*\}/s.exec(answer)![0]);
}

const replying = (action: 'accept' | 'decline', { result }: Result) => ({
  requestState: result.requestState,
  inputResponses: { confirm: { action, content: { ok: true } } },
});
const asked = () =>
  servers.flatMap(({ host }) => host.openai.requests.filter(({ path }) => path === '/responses'));

test('a flagged answer waits for a person at every server, is paid for once, and given once', async () => {
  const [here, there] = [await start(), await start()];
  const question = await say(here, 'team-a');

  const given = await say(there, 'team-a', replying('accept', question));

  expect(question.result.resultType).toBe('input_required');
  expect(given.result.structuredContent).toEqual({ said: 'A BAD answer.' });
  expect(given.result._meta['openai-mcp-host/usage']).toMatchObject({ model: 'gpt-6-luna', outputTokens: 5 });
  expect(ran).toEqual(['Hi']);
  expect(asked()).toHaveLength(1);
});

test('a person who does not want it has it thrown away, also where its server is gone', async () => {
  const here = await start();
  const question = await say(here, 'team-a');
  await servers.shift()!.close();
  const there = await start();

  const refused = await say(there, 'team-a', replying('decline', question));

  expect(refused.result._meta['openai-mcp-host/error'].code).toBe('MODERATION_FLAGGED');
  expect(JSON.stringify(refused)).not.toContain('BAD answer');
  expect(ran).toEqual(['Hi']);
});

test('another team gets nothing of it, with the very state that was overheard', async () => {
  const [here, there] = [await start(), await start()];
  const question = await say(here, 'team-a');

  const overheard = await Promise.all([
    say(here, 'team-b', replying('accept', question)),
    say(there, 'team-b', replying('accept', question)),
    say(there, 'team-b', {}, { say: 'BAD', how: 'answer' }),
  ]);
  const own = await say(there, 'team-a', replying('accept', question));

  expect(JSON.stringify(overheard)).not.toContain('A BAD answer');
  expect(own.result.structuredContent).toEqual({ said: 'A BAD answer.' });
});

test('one with a file waits where the file is', async () => {
  const [here, there] = [await start(), await start()];
  const withFile = { say: 'BAD', how: 'text-file' };
  const question = await say(here, 'team-a', {}, withFile);

  const elsewhere = await say(there, 'team-a', replying('accept', question), withFile);
  const given = await say(here, 'team-a', replying('accept', question), withFile);

  expect(elsewhere.result.resultType).toBe('input_required');
  expect(given.result.structuredContent).toEqual({ said: 'saved' });
});
