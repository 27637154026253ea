import { rm } from 'node:fs/promises';
import { Client as FirstClient } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MODERN_META, rawProcess } from '../support/raw-process.js';
import { fixture, type ServeOptions, serveProcess, serverCommand } from '../support/served-process.js';

const options: ServeOptions = { config: { plugins: { notes: { from: fixture('notes') } } } };

/** What the v2 client and the v1 client have in common. */
type AnyClient = Pick<FirstClient, 'listPrompts' | 'getPrompt' | 'listResources' | 'listResourceTemplates'> &
  Pick<FirstClient, 'readResource' | 'complete' | 'getServerCapabilities'>;

const clients: Record<string, () => Promise<{ client: AnyClient; close: () => Promise<void> }>> = {
  'the v2 client of the newer era': () => v2('modern'),
  'the v2 client of the older era': () => v2('legacy'),
  'the v1 client': v1,
};

async function v2(era: 'modern' | 'legacy') {
  const served = await serveProcess({ ...options, era });
  return { client: served.client as unknown as AnyClient, close: () => served.close() };
}

async function v1() {
  const { folder, ...command } = await serverCommand(options);
  const client = new FirstClient({ name: 'first', version: '1.0.0' });
  await client.connect(new StdioClientTransport({ ...command, cwd: folder, stderr: 'pipe' }));
  return {
    client: client as AnyClient,
    close: async () => {
      await client.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

describe.each(Object.entries(clients))('%s', (_, connect) => {
  let client: AnyClient;
  let close: () => Promise<void>;

  beforeAll(async () => {
    ({ client, close } = await connect());
  });

  afterAll(() => close());

  test('is told that there are prompts, resources and completions', () => {
    expect(client.getServerCapabilities()).toMatchObject({ prompts: {}, resources: {}, completions: {} });
  });

  test('lists the prompts of all plugins in the order of the alphabet', async () => {
    const { prompts } = await client.listPrompts();

    const names = prompts.map(({ name }) => name);
    expect(names).toEqual([...new Set(names)].sort());
    expect(prompts).toContainEqual({
      name: 'review-note',
      title: 'Review a note',
      description: 'Read a note critically.',
      icons: [{ src: 'data:image/svg+xml,<svg/>' }],
      arguments: [
        { name: 'note', description: 'Which note.', required: true },
        { name: 'tone', required: false },
      ],
    });
  });

  test('gets the messages of a prompt: texts, resources and pictures', async () => {
    const prompt = await client.getPrompt({ name: 'review-note', arguments: { note: 'shopping' } });

    expect(prompt).toMatchObject({
      description: 'A gentle review',
      messages: [
        { role: 'user', content: { type: 'text', text: 'Review this in a gentle manner.' } },
        {
          role: 'user',
          content: {
            type: 'resource',
            resource: { uri: 'notes://shopping', mimeType: 'text/markdown', text: 'Milk and bread.' },
          },
        },
        { role: 'user', content: { type: 'image', data: 'AQID', mimeType: 'image/png' } },
        { role: 'assistant', content: { type: 'text', text: 'Gladly.' } },
      ],
    });
  });

  test.each([
    ['a prompt that is not there', 'reveiw-note', {}, /Did you mean review-note\?/],
    ['an argument that is missing', 'review-note', {}, /note is required/],
    ['an argument that nobody knows', 'review-note', { note: 'a', nose: 'b' }, /did you mean "note"\?/],
    ['a choice that is none', 'review-note', { note: 'a', tone: 'loud' }, /"gentle"/],
  ])('hears of %s as a protocol error', async (_case, name, args, says) => {
    await expect(client.getPrompt({ name, arguments: args })).rejects.toMatchObject({
      code: -32602,
      message: expect.stringMatching(says),
    });
  });

  test('lists resources: the fixed ones, then those of templates in their own order', async () => {
    const { resources } = await client.listResources();

    expect(resources.map(({ uri }) => uri).filter((uri) => uri.startsWith('notes:'))).toEqual([
      'notes:logo',
      'notes://shopping',
      'notes://week%20plan',
    ]);
    expect(resources).toContainEqual({
      uri: 'notes://shopping',
      name: 'shopping',
      mimeType: 'text/markdown',
    });
  });

  test('lists templates of resources', async () => {
    const { resourceTemplates } = await client.listResourceTemplates();

    expect(resourceTemplates).toContainEqual({
      uriTemplate: 'notes://{name}',
      name: 'note',
      title: 'Note',
      description: 'A note by its name.',
      mimeType: 'text/markdown',
      icons: [{ src: 'https://example.com/note.svg', mimeType: 'image/svg+xml', sizes: ['any'] }],
    });
  });

  test('reads texts and bytes', async () => {
    const note = await client.readResource({ uri: 'notes://week%20plan' });
    const logo = await client.readResource({ uri: 'notes:logo' });

    expect(note.contents).toEqual([
      { uri: 'notes://week%20plan', mimeType: 'text/markdown', text: 'Monday: rest.' },
    ]);
    expect(logo.contents).toEqual([{ uri: 'notes:logo', mimeType: 'image/png', blob: 'AQID' }]);
  });

  test.each(['notes://laundry', 'notes://a/b', 'notes:lgoo', 'other://x', 'nonsense', ''])(
    'hears that there is no resource "%s", with the URI and nothing else as data',
    async (uri) => {
      await expect(client.readResource({ uri })).rejects.toMatchObject({ code: -32602, data: { uri } });
    },
  );

  test.each([
    ['a choice', 'tone', 's', {}, ['strict', 'sober']],
    ['what the class knows', 'note', 'sh', {}, ['shopping']],
    ['what the class knows, given the others', 'note', 'sh', { tone: 'sober' }, ['shopping (sober)']],
  ])('completes %s in an argument of a prompt', async (_case, name, value, others, values) => {
    const { completion } = await client.complete({
      ref: { type: 'ref/prompt', name: 'review-note' },
      argument: { name, value },
      context: { arguments: others },
    });

    expect(completion).toEqual({ values, total: values.length, hasMore: false });
  });

  test('completes nothing for an argument that is not there', async () => {
    const { completion } = await client.complete({
      ref: { type: 'ref/prompt', name: 'summarize-for' },
      argument: { name: 'mood', value: 'x' },
    });

    expect(completion.values).toEqual([]);
  });

  test('completes the variable of a template', async () => {
    const { completion } = await client.complete({
      ref: { type: 'ref/resource', uri: 'notes://{name}' },
      argument: { name: 'name', value: 'week' },
    });

    expect(completion.values).toEqual(['week plan']);
  });

  test('hears of a template that is not there', async () => {
    const asked = client.complete({
      ref: { type: 'ref/resource', uri: 'notes://{nmae}' },
      argument: { name: 'name', value: '' },
    });

    await expect(asked).rejects.toMatchObject({
      code: -32602,
      message: expect.stringContaining('notes://{name}'),
    });
  });
});

test('on the wire of the newer era every listing says how long it holds', async () => {
  const raw = await rawProcess(options);

  const hints: Record<string, number> = {};
  for (const method of ['prompts/list', 'resources/list', 'resources/templates/list']) {
    const { result } = await raw.ask(method, { _meta: MODERN_META });
    hints[method] = result.ttlMs;
  }
  const { result } = await raw.ask('resources/read', { uri: 'notes:logo', _meta: MODERN_META });
  await raw.stop();

  expect(hints).toEqual({
    'prompts/list': 60_000,
    'resources/list': 0,
    'resources/templates/list': 60_000,
  });
  expect(result).toMatchObject({ ttlMs: 0, cacheScope: 'private' });
});

test('a server whose plugins offer none has no such capability and answers no such method', async () => {
  const withOffers = ['text', 'images', 'vision', 'usage', 'files', 'research', 'audio', 'embeddings'];
  const off = Object.fromEntries(withOffers.map((name) => [name, false]));
  const raw = await rawProcess({ config: { plugins: off } });

  const { result } = await raw.ask('server/discover', { _meta: MODERN_META });
  const { error } = await raw.ask('prompts/list', { _meta: MODERN_META });
  await raw.stop();

  expect({ ...result.capabilities, extensions: undefined }).toEqual({ tools: { listChanged: true } });
  expect(error.code).toBe(-32601);
});
