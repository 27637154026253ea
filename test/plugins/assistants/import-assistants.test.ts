import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../../src/sandbox/start-sandbox.js';
import { type AssistantsHost, assistantsHost } from './assistants-host.js';

/** As `/v1/assistants` answered. */
const OLD = {
  id: 'asst_abc123',
  object: 'assistant',
  created_at: 1_699_009_709,
  name: 'Math Tutor',
  description: null,
  model: 'gpt-4-turbo',
  instructions: 'You are a personal math tutor.',
  tools: [
    { type: 'code_interpreter' },
    {
      type: 'file_search',
      file_search: { ranking_options: { ranker: 'default_2024_08_21', score_threshold: 0 } },
    },
    {
      type: 'function',
      function: { name: 'solve', description: 'Solve it.', parameters: { type: 'object' }, strict: false },
    },
  ],
  tool_resources: { code_interpreter: { file_ids: ['file-9'] }, file_search: { vector_store_ids: ['vs_1'] } },
  metadata: { team: 'school' },
  top_p: 1,
  temperature: 1,
  reasoning_effort: null,
  response_format: 'auto',
};
const said = (role: string, value: string, created_at: number, assistant_id: string | null = null) => ({
  ...{ id: `msg_${created_at}`, object: 'thread.message', created_at, role, assistant_id },
  content: [{ type: 'text', text: { value, annotations: [] } }],
});
const THREAD = {
  id: 'thread_abc123',
  object: 'thread',
  created_at: 1_699_009_709,
  metadata: {},
  tool_resources: { file_search: { vector_store_ids: ['vs_2'] } },
  messages: {
    object: 'list',
    data: [said('assistant', 'Six.', 3, 'asst_abc123'), said('user', 'What is two by three?', 2)],
    has_more: false,
  },
};

let sandbox: Sandbox;
let folder: string;
let host: AssistantsHost;
beforeAll(async () => {
  sandbox = await startSandbox();
  folder = await mkdtemp(join(tmpdir(), 'openai-mcp-host-'));
});
afterAll(async () => {
  await sandbox.stop();
  await rm(folder, { recursive: true });
});
beforeEach(async () => {
  host = await assistantsHost({ config: { files: { roots: [folder] } } }, sandbox);
});
afterEach(() => host.close());

const take = (assistants: unknown) => host.callTool('import-assistants', { assistants });

describe('import-assistants', () => {
  test.each([
    ['the list that the API answered', { object: 'list', data: [OLD], first_id: OLD.id, has_more: false }],
    ['an array', [OLD]],
    ['one assistant', OLD],
    ['assistants beside threads', { assistants: { data: [OLD] } }],
  ])('takes %s', async (_, given) => {
    const { structured, notes } = await take(given);

    expect(structured).toEqual({ assistants: ['asst_abc123'], threads: [], skipped: [] });
    expect(notes).toEqual([
      'asst_abc123: code_interpreter has no counterpart here; it was left out, and so were its files.',
      expect.stringMatching(/^asst_abc123: gpt-4-turbo is retired; gpt-[\w.-]+ takes its place\.$/),
    ]);
    const { assistants } = await host.do<{ assistants: object[] }>('list-assistants');
    expect(assistants).toEqual([
      {
        id: 'asst_abc123',
        name: 'Math Tutor',
        instructions: 'You are a personal math tutor.',
        model: expect.not.stringContaining('gpt-4'),
        tools: [{ type: 'file_search', file_search: {} }, OLD.tools[2]],
        tool_resources: { file_search: { vector_store_ids: ['vs_1'] } },
        metadata: { team: 'school' },
        created_at: expect.any(String),
        updated_at: expect.any(String),
      },
    ]);
  });

  test('skips what is there at a second time, whatever became of it here', async () => {
    const given = { assistants: [OLD], threads: [THREAD] };
    await take(given);
    await host.do('update-assistant', { assistant_id: OLD.id, name: 'Tutor' });

    const { structured } = await take(given);

    expect(structured).toEqual({ assistants: [], threads: [], skipped: ['asst_abc123', 'thread_abc123'] });
    expect(await host.do('list-assistants')).toMatchObject({ assistants: [{ name: 'Tutor' }] });
  });

  test('takes threads with what was said in them, and goes on at OpenAI', async () => {
    const plain = { ...OLD, tools: [] };
    await take({ assistants: [plain], threads: [THREAD] });
    const { data } = await host.do<{ data: { role: string; text: string }[] }>('list-messages', {
      thread_id: THREAD.id,
    });

    const { text } = await host.do<{ text: string }>('ask-assistant', {
      thread_id: THREAD.id,
      input: 'And by four?',
    });

    const [created] = host.openai.requests.filter(({ path }) => path === '/conversations');
    expect(data.map(({ role, text }) => `${role}: ${text}`)).toEqual([
      'user: What is two by three?',
      'assistant: Six.',
    ]);
    expect(created!.body.items).toEqual([
      { type: 'message', role: 'user', content: [{ type: 'input_text', text: 'What is two by three?' }] },
      { role: 'assistant', content: 'Six.' },
    ]);
    expect(text).toContain('Before that: "What is two by three?"');
  });

  test('brings a long thread into its conversation twenty messages at a time, in order', async () => {
    const messages = Array.from({ length: 45 }, (_, at) =>
      said(at % 2 ? 'assistant' : 'user', `No. ${at}`, at),
    );
    await take({ assistants: [{ ...OLD, tools: [] }], threads: [{ ...THREAD, messages }] });

    await host.do('ask-assistant', { thread_id: THREAD.id, input: 'On.' });
    const page = await host.do<{ data: { text: string }[]; after: string }>('list-messages', {
      thread_id: THREAD.id,
      limit: 46,
    });

    const added = host.openai.requests
      .filter(({ path, method }) => method === 'POST' && path.startsWith('/conversations'))
      .map(({ body }) => body.items.length);
    expect(added).toEqual([20, 20, 5]);
    expect(page.data.slice(0, 3).map(({ text }) => text)).toEqual(['No. 1', 'No. 2', 'No. 3']);
    expect(page.after).toBeDefined();
  });

  test('names every fault with its place, and then keeps nothing', async () => {
    const { error, text } = await take({
      assistants: [
        OLD,
        { ...OLD, id: 'asst_2', tools: [{ type: 'function', function: { name: 'two words' } }, 7] },
        { ...OLD, id: 'assistant-3', temperature: 9 },
      ],
      threads: [{ ...THREAD, messages: [{ role: 'robot', content: 'Beep.' }] }],
    });

    expect(error?.code).toBe('INPUT_INVALID');
    for (const place of [
      'assistants[1].tools[0].function.name',
      'assistants[1].tools[1]',
      'assistants[2].id',
      'assistants[2].temperature',
      'threads[0].messages[0].role',
    ])
      expect(text).toContain(place);
    expect(await host.do('list-assistants')).toEqual({ assistants: [] });
  });

  test.each([
    ['something else', { hello: 1 }],
    ['assistants that are no list', { assistants: 'all of them' }],
  ])('refuses %s', async (_, given) => {
    expect((await take(given)).error?.code).toBe('IMPORT_INVALID');
  });

  test('reads a file, byte order mark and all', async () => {
    await writeFile(join(folder, 'export.json'), `\uFEFF${JSON.stringify([OLD])}`);

    const { structured } = await host.callTool('import-assistants', { file: join(folder, 'export.json') });

    expect(structured).toMatchObject({ assistants: ['asst_abc123'] });
  });

  test.each([
    ['broken.json', '[{"id": "asst_1",}]', 'IMPORT_INVALID'],
    ['empty.json', '', 'IMPORT_INVALID'],
  ])('refuses %s', async (name, content, code) => {
    await writeFile(join(folder, name), content);

    const { error } = await host.callTool('import-assistants', { file: join(folder, name) });

    expect(error?.code).toBe(code);
    expect(error?.message).toContain(name);
  });

  test('wants a file or the export itself', async () => {
    expect(await host.fails('import-assistants')).toBe('INPUT_INVALID');
    expect(await host.fails('import-assistants', { file: 'a.json', assistants: [] })).toBe('INPUT_INVALID');
  });
});
