import { pathToFileURL } from 'node:url';
import type { Client, Tool } from '@modelcontextprotocol/client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { as } from '../../services/access/clients-host.js';
import { EVERY_TOOL } from '../../support/every-tool.js';
import { INITIALIZE, modernRequest } from '../../support/served-http.js';
import { type Teams, tried, twoTeams } from '../../support/two-teams.js';

/** In all that team b has, and in nothing that names it. */
const SECRET = 'zanzibar';
const NOTE = `data:text/plain;base64,${Buffer.from(`The treasure lies in ${SECRET}.`).toString('base64')}`;

/** Arguments that are words, numbers and the like: whatever is not here may name a thing. */
const WORDS = new Set([
  ...[
    'aspect_ratio',
    'background',
    'by',
    'character',
    'confirm',
    'detail',
    'description',
    'effort',
    'effect',
  ],
  ...[
    'encoding_format',
    'endpoint',
    'filter',
    'format',
    'input',
    'instructions',
    'kind',
    'language',
    'method',
  ],
  ...['model', 'models', 'moderation', 'name', 'order', 'output_format', 'period', 'prompt', 'purpose'],
  ...[
    'quality',
    'query',
    'question',
    'reasoning_effort',
    'response_format',
    'since',
    'size',
    'status',
    'stop',
  ],
  ...['strategy', 'style', 'suffix', 'task', 'text', 'title', 'tone', 'tool', 'until', 'user', 'verbosity'],
  ...['criteria', 'filename', 'keywords', 'prompt_cache_key', 'requests', 'system'],
  ...['voice', 'languages', 'domains', 'blocked_domains', 'country', 'region', 'city', 'timezone'],
]);

const TASKS = 'io.modelcontextprotocol/tasks';

let teams: Teams;
let a: Client;
let b: Client;
let operators: Client;
let tools: Tool[];
/** By what it is: each names something of team b. */
const owned: Record<string, string> = {};

beforeAll(async () => {
  teams = await twoTeams();
  [a, b, operators] = await Promise.all([teams.client('a'), teams.client('b'), teams.client('operators')]);
  ({ tools } = await a.listTools());
  const make = async (tool: string, args: object): Promise<Record<string, unknown>> => {
    const { isError, said, structured } = await tried(b, tool, args);
    if (isError) throw new Error(`${tool}: ${said}`);
    return structured;
  };
  const file = await make('upload-file', { file: NOTE, purpose: 'user_data' });
  owned.file = idIn(file, /file-\w+/);
  const store = await make('create-vector-store', { name: SECRET, file_ids: [owned.file] });
  owned.store = idIn(store, /vs_\w+/);
  const batch = await make('create-batch', { requests: [`Say ${SECRET}.`] });
  owned.batch = idIn(batch, /batch_\w+/);
  owned.batchJob = idIn(batch, /job_[\w-]+/);
  // Whoever looks after it asks OpenAI about it, too.
  while ((await make('get-job', { id: owned.batchJob, wait_seconds: 5 })).status !== 'completed');
  const tuning = await make('create-fine-tuning-job', EVERY_TOOL['create-fine-tuning-job']!);
  owned.tuning = idIn(tuning, /ftjob-\w+/);
  await make('index-documents', {
    collection: 'b-notes',
    documents: [{ text: `In ${SECRET}.`, id: 'treasure' }],
  });
  owned.collection = 'b-notes';
  const assistant = await make('create-assistant', { name: SECRET });
  owned.assistant = idIn(assistant, /asst_[\w-]+/);
  const asked = await make('ask-assistant', { assistant_id: owned.assistant, input: `Where is ${SECRET}?` });
  owned.thread = String(asked.thread_id);
  owned.conversation = /conv_\w+/.exec(teams.sent.join())![0];
  await make('generate-image', { prompt: 'The harbour' });
  const { resources } = await b.listResources();
  const picture = resources.find(({ uri }) => uri.startsWith('openai-mcp-host://files/'))!;
  owned.resource = picture.uri;
  const { contents } = await b.readResource({ uri: picture.uri });
  expect(contents).toHaveLength(1);
  owned.fileName = owned.resource.slice(owned.resource.lastIndexOf('/') + 1);
  const again = JSON.stringify(await make('generate-image', { prompt: 'The harbour' }));
  owned.path = /file:\/\/(\/[^"]+clients\/[^"]+\.png)/.exec(again)![1]!;
  owned.link = pathToFileURL(owned.path).href;
}, 60_000);

afterAll(() => teams.stop());

const idIn = (value: unknown, pattern: RegExp): string => {
  const found = pattern.exec(JSON.stringify(value))?.[0];
  if (found === undefined) throw new Error(`${pattern} is not in ${JSON.stringify(value)}`);
  return found;
};

interface Spent {
  history: { lines: { client: string }[] };
  session: { total: { requests: number } };
  budgets: { on: string }[];
}

type Put = (id: string) => unknown;

/** The arguments of a tool that may name a thing, and how one is put there. */
function namingArguments({ inputSchema }: Tool): [name: string, put: Put][] {
  const properties = (inputSchema.properties ?? {}) as Record<string, Record<string, unknown>>;
  const found: [string, Put][] = [];
  for (const [name, { type, anyOf, oneOf, enum: values }] of Object.entries(properties)) {
    const kinds = JSON.stringify([type, anyOf, oneOf]);
    if (WORDS.has(name) || values !== undefined) continue;
    if (type === 'array') found.push([name, (id) => [id]]);
    else if (kinds.includes('string') || kinds === '[null,null,null]') found.push([name, (id) => id]);
  }
  return found;
}

/** The ids that OpenAI knows. */
const atOpenAI = () => [owned.file, owned.store, owned.batch, owned.conversation] as string[];

test('every tool is tried', () => {
  expect(tools.map(({ name }) => name).sort()).toEqual(Object.keys(EVERY_TOOL).sort());
});

test('lists and reports have what is one’s own', async () => {
  const begun = teams.sent.length;
  const lists = tools.filter(({ name }) => /^list-(?!models|fine-tuning-(events|checkpoints))/.test(name));
  for (const { name } of lists) {
    const { isError, said } = await tried(a, name, {});

    expect(said.includes(SECRET), name).toBe(false);
    for (const id of Object.values(owned)) expect(said.includes(id), `${name}: ${id}`).toBe(false);
    expect(isError && !said.includes('thread'), `${name}: ${said}`).toBe(false);
  }

  expect(lists.length).toBeGreaterThanOrEqual(8);
  expect(teams.sent.slice(begun)).toEqual([]);
  const spent = async (client: Client) => {
    const { structured } = await tried(client, 'usage-report', { by: ['client'] });
    const { history, session, budgets } = structured as unknown as Spent;
    const names = history.lines.map(({ client }) => client);
    return { names, limits: budgets.map(({ on }) => on), requests: session.total.requests };
  };
  expect(await spent(a)).toEqual({ names: [], limits: [], requests: 0 });
  expect(await spent(b)).toMatchObject({ names: ['b'], limits: ['client b'] });
  // They also see what the server asks for itself.
  const all = { names: expect.arrayContaining(['b']), limits: ['all', 'client b'] };
  expect(await spent(operators)).toMatchObject(all);
  expect(await tried(a, 'reconcile-costs', {})).toMatchObject({ isError: true });
  const usage = { uri: 'openai-mcp-host://usage' };
  expect(JSON.stringify(await a.readResource(usage))).not.toContain('gpt-');
  expect(JSON.stringify(await operators.readResource(usage))).toContain('gpt-');
});

describe.each(['modern', 'legacy'] as const)('produced files, in the %s era', (era) => {
  test('are listed, read and completed by those whose they are', async () => {
    const [one, other] = await Promise.all([teams.client('a', era), teams.client('b', era)]);
    const uris = async (client: Client) => (await client.listResources()).resources.map(({ uri }) => uri);
    const typed = async (client: Client) => {
      const ref = { type: 'ref/resource' as const, uri: 'openai-mcp-host://files/{name}' };
      return (await client.complete({ ref, argument: { name: 'name', value: 'the' } })).completion.values;
    };

    expect(await uris(one)).not.toContain(owned.resource);
    expect(await uris(other)).toContain(owned.resource);
    expect(await typed(one)).toEqual([]);
    expect(await typed(other)).toContain(owned.fileName);
  });

  test('are not there for another, by whatever way', async () => {
    const client = await teams.client('a', era);
    const shelf = owned.path!.slice(owned.path!.indexOf('clients/'), owned.path!.lastIndexOf('/'));
    const files = 'openai-mcp-host://files';
    const ways = [
      owned.resource!,
      owned.link!,
      `${files}/${encodeURIComponent(`${shelf}/${owned.fileName}`)}`,
      `${files}/${encodeURIComponent(`../../${shelf}/${owned.fileName}`)}`,
      `${files}/%2e%2e%2f${owned.fileName}`,
      `file://${owned.path!.replace('/clients/', '/clients/../clients/')}`,
    ];

    const none = await client.readResource({ uri: `${files}/none.png` }).catch((error: Error) => error);
    for (const uri of ways) {
      const read = await client.readResource({ uri }).catch((error: Error) => error);

      expect(read, uri).toBeInstanceOf(Error);
      expect((read as Error).message.replaceAll(uri, ''), uri).toBe(
        (none as Error).message.replaceAll(`${files}/none.png`, ''),
      );
    }
  });
});

test('a session is to another team as if there were none', async () => {
  const opened = await teams.served.post(INITIALIZE, as('b'));
  const session = { 'mcp-session-id': opened.headers.get('mcp-session-id') ?? '' };
  const body = { jsonrpc: '2.0', id: 2, method: 'tools/list', params: {} };

  const own = await teams.served.post(body, { ...as('b'), ...session });
  const others = await teams.served.post(body, { ...as('a'), ...session });
  const nobodys = await teams.served.post(body, { ...as('a'), 'mcp-session-id': 'none' });

  expect(own.status).toBe(200);
  expect([others.status, await others.text()]).toEqual([nobodys.status, await nobodys.text()]);
});

test('a budget alert goes to the team that it is about, and to operators', async () => {
  const told = new Set<string>();
  for (const team of ['a', 'b', 'operators']) {
    const client = await teams.client(team, 'legacy');
    client.setNotificationHandler('notifications/message', ({ params: { data } }) => {
      told.add(`${team}: ${(data as { message: string }).message}`);
    });
  }
  const ring = () => {
    const { host } = teams.served.host;
    host.notify('warning', 'budget', { message: 'all' });
    host.notify('warning', 'budget', { message: 'that of b' }, (name) => name === 'b');
    return [...told].sort();
  };

  // Until their streams are open.
  await expect
    .poll(ring, { timeout: 10_000 })
    .toEqual(['b: that of b', 'operators: all', 'operators: that of b']);
});

test('an estimate names nothing of another, and goes on with what it would have made itself', async () => {
  const content = [{ type: 'file', file: { file_id: owned.file } }];
  const messages = [{ role: 'user', content }];
  const begun = teams.sent.length;

  const foreign = await tried(a, 'estimate-cost', { tool: 'chat-completion', arguments: { messages } });
  const sent = teams.sent.slice(begun);
  const own = await tried(b, 'estimate-cost', { tool: 'chat-completion', arguments: { messages } });
  const batch = await tried(a, 'estimate-cost', { tool: 'create-batch', arguments: { requests: ['Hi'] } });
  const asking = { assistant_id: owned.assistant, input: 'Where?' };
  const assistant = await tried(a, 'estimate-cost', { tool: 'ask-assistant', arguments: asking });

  expect([foreign.isError, own.isError, batch.isError, assistant.isError]).toEqual([
    true,
    false,
    false,
    true,
  ]);
  expect(sent).toEqual([]);
});

test('a task is there for the team whose call it is', async () => {
  const speaking = { 'io.modelcontextprotocol/clientCapabilities': { extensions: { [TASKS]: {} } } };
  const ask = async (team: string, method: string, params: Record<string, unknown>) => {
    const { body, headers } = modernRequest(method, params);
    const _meta = { ...body.params._meta, ...speaking };
    const sent = { ...body, params: { ...body.params, _meta } };
    const answer = await teams.served.post(sent, {
      'mcp-name': String(params.taskId),
      ...headers,
      ...as(team),
    });
    return answer.text();
  };
  const created = await ask('b', 'tools/call', {
    name: 'generate-image',
    arguments: { prompt: 'A quay' },
  });
  const taskId = /"taskId":"([\w-]+)"/.exec(created)![1]!;

  const none = await ask('a', 'tasks/get', { taskId: 'job_none' });
  for (const method of ['tasks/get', 'tasks/update', 'tasks/cancel']) {
    const others = await ask('a', method, { taskId, inputResponses: {} });

    expect(others.replaceAll(taskId, 'job_none'), method).toBe(none);
  }
  await expect.poll(() => ask('b', 'tasks/get', { taskId }), { timeout: 20_000 }).toContain('"completed"');
});

test('no tool gives one team anything of another, whatever of it is named to it', async () => {
  const begun = teams.sent.length;
  const told: string[] = [];
  for (const tool of tools)
    for (const [name, put] of namingArguments(tool))
      for (const [kind, id] of Object.entries(owned)) {
        const { said } = await tried(a, tool.name, { ...EVERY_TOOL[tool.name], [name]: put(id) });
        if (said.includes(SECRET)) told.push(`${tool.name} ${name} ${kind}: ${said}`);
      }

  const reached = teams.sent.slice(begun).filter((each) => atOpenAI().some((id) => each.includes(id)));
  expect(told).toEqual([]);
  expect(reached).toEqual([]);
}, 240_000);

test('all of it is still there for the team whose it is', async () => {
  for (const [tool, args] of [
    ['get-file', { file_id: owned.file }],
    ['search-vector-store', { vector_store_id: owned.store, query: 'treasure' }],
    ['get-batch', { id: owned.batch }],
    ['semantic-search', { collection: owned.collection, query: 'treasure' }],
    ['list-messages', { thread_id: owned.thread }],
    ['get-fine-tuning-job', { id: owned.tuning }],
    ['analyze-image', { image_url: owned.resource }],
    ['analyze-image', { image_url: owned.path }],
  ] as const)
    expect((await tried(b, tool, args)).said, tool).not.toContain('"isError":true');
});
