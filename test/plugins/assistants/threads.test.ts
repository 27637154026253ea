import { answers } from 'openai-mcp-host/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../../src/sandbox/start-sandbox.js';
import { RecordStore } from '../../../src/storage/record-store.js';
import { ENGINES, type FreshStorage, freshStorage } from '../../support/fresh-storage.js';
import { type AssistantsHost, assistantsHost, BAROMETER, throughSandbox } from './assistants-host.js';

interface Asked {
  thread_id: string;
  text: string;
  tool_calls?: { id: string }[];
}
interface Listed {
  data: { id: string; role: string; text: string }[];
  after?: string;
}

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.stop());

describe.each(ENGINES)('a thread, on %s', (engine) => {
  let fresh: FreshStorage;
  const hosts: AssistantsHost[] = [];
  beforeEach(async () => {
    fresh = await freshStorage(engine);
  });
  afterEach(async () => {
    await Promise.all(hosts.splice(0).map((host) => host.close()));
    await fresh.drop();
  });

  /** A server on the one database. */
  async function serve(config: object = {}): Promise<AssistantsHost> {
    const env: Record<string, string> =
      'url' in fresh.place
        ? { OPENAI_MCP_DATABASE_URL: fresh.place.url }
        : { OPENAI_MCP_DATA_DIR: fresh.scratch('data') };
    const host = await assistantsHost({ env, config: { ...config } }, sandbox);
    hosts.push(host);
    return host;
  }
  const asked = (host: AssistantsHost, input: object) => host.do<Asked>('ask-assistant', input);

  test('goes on after a restart, and on another server', async () => {
    const [first, second] = [await serve(), await serve()];
    const assistant_id = await first.assistant();
    const { thread_id } = await asked(first, { assistant_id, input: 'My name is Ada.' });
    await first.close();

    const elsewhere = await asked(second, { thread_id, input: 'What is my name?' });
    const third = await serve();
    const later = await asked(third, { thread_id, input: 'And now?' });
    const { data } = await third.do<Listed>('list-messages', { thread_id });

    expect(elsewhere.text).toContain('Before that: "My name is Ada."');
    expect(later.text).toContain('Before that: "What is my name?"');
    expect(data.map(({ role }) => role)).toEqual([
      'user',
      'assistant',
      'user',
      'assistant',
      'user',
      'assistant',
    ]);
  });

  test('waits for outputs of functions on every server', async () => {
    const [first, second] = [await serve(), await serve()];
    const assistant_id = await first.assistant({ tools: [BAROMETER] });
    const { thread_id, tool_calls = [] } = await asked(first, { assistant_id, input: 'Will it storm?' });

    const refused = await second.fails('ask-assistant', { thread_id, input: 'Well?' });
    const tool_outputs = [{ tool_call_id: tool_calls[0]!.id, output: '982 hPa' }];
    const { text } = await asked(second, { thread_id, tool_outputs });

    expect(refused).toBe('TOOL_OUTPUTS_MISSING');
    expect(text).toContain('982 hPa');
  });

  test('is not torn by two who ask at once: one is answered, the other told to wait', async () => {
    const [first, second] = [await serve(), await serve()];
    const assistant_id = await first.assistant();
    const { thread_id } = await asked(first, { assistant_id, input: 'Hello.' });
    const gate = Promise.withResolvers<void>();
    const came = Promise.withResolvers<void>();
    const pass = throughSandbox(sandbox);
    first.openai.reply('/responses', async (request) => {
      came.resolve();
      await gate.promise;
      return typeof pass === 'function' ? pass(request) : pass;
    });

    const slow = asked(first, { thread_id, input: 'One?' });
    await came.promise;
    const busy = [
      await first.callTool('ask-assistant', { thread_id, input: 'Two?' }),
      await second.callTool('ask-assistant', { thread_id, input: 'Three?' }),
      await second.callTool('delete-thread', { thread_id, confirm: true }),
    ];
    gate.resolve();
    const { text } = await slow;
    const after = await asked(second, { thread_id, input: 'Four?' });

    for (const { error } of busy)
      expect(error).toMatchObject({ code: 'THREAD_BUSY', retryAfterSeconds: expect.any(Number) });
    expect(text).toContain('One?');
    expect(after.text).toContain('Before that: "One?"');
  });

  test('whose server died after OpenAI had answered loses nothing: the next question finds what waits', async () => {
    const [first, second] = [await serve(), await serve()];
    const assistant_id = await first.assistant({ tools: [BAROMETER] });
    const { thread_id } = await asked(first, { assistant_id, input: 'Will it storm?' });
    await dieWithin(thread_id);

    const refused = await second.callTool('ask-assistant', { thread_id, input: 'Well?' });
    const called = /as (call_[\w-]+)/.exec(refused.error?.message ?? '')?.[1];
    const { text } = await asked(second, {
      thread_id,
      tool_outputs: [{ tool_call_id: called, output: '982' }],
    });
    const { data } = await second.do<Listed>('list-messages', { thread_id });

    expect(refused.error?.code).toBe('TOOL_OUTPUTS_MISSING');
    expect(text).toContain('982');
    expect(data.filter(({ role }) => role === 'user')).toHaveLength(1);
  });

  /** Sets the record back to what a server leaves that dies before it has written the answer down. */
  async function dieWithin(id: string): Promise<void> {
    const store = new RecordStore((await fresh.open()).db);
    const shelf = { plugin: 'assistants', owner: 'local', kind: 'thread' };
    const { value } = (await store.find(shelf, id))!;
    const left = { ...JSON.parse(value), pending: [], isUnsettled: true, lease: { token: 'dead', until: 1 } };
    delete left.hasBegun;
    await store.put(shelf, id, JSON.stringify(left), Date.now());
  }

  test('of another owner is not there', async () => {
    const host = await serve();
    const assistant_id = await host.assistant();
    const { thread_id } = await asked(host, { assistant_id, input: 'Hello.' });
    const { db } = await fresh.open();
    await db.updateTable('record').set({ owner: 'client:lamp' }).execute();

    const failures = [
      await host.fails('ask-assistant', { thread_id, input: 'Hello.' }),
      await host.fails('ask-assistant', { assistant_id, input: 'Hello.' }),
      await host.fails('list-messages', { thread_id }),
      await host.fails('delete-thread', { thread_id, confirm: true }),
      await host.fails('update-assistant', { assistant_id, name: 'Mine' }),
      await host.fails('delete-assistant', { assistant_id, confirm: true }),
    ];

    expect(failures).toEqual([
      ...['THREAD_NOT_FOUND', 'ASSISTANT_NOT_FOUND', 'THREAD_NOT_FOUND', 'THREAD_NOT_FOUND'],
      ...['ASSISTANT_NOT_FOUND', 'ASSISTANT_NOT_FOUND'],
    ]);
    expect((await host.do<Listed>('list-messages')).data).toEqual([]);
    expect(await host.do('list-assistants')).toEqual({ assistants: [] });
  });

  describe('at a provider without conversations', () => {
    const ELSEWHERE = { openai: { baseURL: 'http://models.example/v1', api: 'chat' } };

    test('is kept here, with its files, and goes along with each question', async () => {
      const [first, second] = [await serve(ELSEWHERE), await serve(ELSEWHERE)];
      const assistant_id = await first.assistant({ instructions: 'Be brief.', model: 'llama' });
      for (const host of [first, second]) host.openai.reply('/chat/completions', answers.text('Aha.'));

      const { thread_id } = await asked(first, { assistant_id, input: 'My name is Ada.', files: [PIXEL] });
      await asked(second, { thread_id, input: 'What is my name?' });
      const { data } = await second.do<Listed>('list-messages', { thread_id, limit: 3 });
      const older = await second.do<Listed>('list-messages', { thread_id, after: 'msg_1' });

      const { messages } = second.openai.requests.at(-1)!.body;
      expect(messages.map(({ role }: { role: string }) => role)).toEqual([
        ...['system', 'user', 'assistant', 'user'],
      ]);
      expect(messages[1].content[0]).toEqual({ type: 'image_url', image_url: { url: PIXEL } });
      expect(data.map(({ role, text }) => `${role}: ${text}`)).toEqual([
        ...['assistant: Aha.', 'user: What is my name?', 'assistant: Aha.'],
      ]);
      expect(older.data.map(({ text }) => text)).toEqual(['[picture]\nMy name is Ada.']);
    });

    test('says what of it no longer goes along, and never begins with half an exchange', async () => {
      const host = await serve({
        ...ELSEWHERE,
        plugins: { assistants: { settings: { historyTokens: 1000 } } },
      });
      const long = answers.text('a'.repeat(1800));
      host.openai.reply('/chat/completions', long, long, long);
      const assistant_id = await host.assistant({ model: 'llama' });
      const { thread_id } = await asked(host, { assistant_id, input: 'First.' });
      await asked(host, { thread_id, input: 'Second.' });

      const { notes } = await host.callTool('ask-assistant', { thread_id, input: 'Third.' });

      const { messages } = host.openai.requests.at(-1)!.body;
      expect(notes.join()).toContain('The first 2 of 4 messages of the thread were left out');
      expect(messages.map(({ role }: { role: string }) => role)).toEqual(['user', 'assistant', 'user']);
    });

    test('goes on with calls of functions', async () => {
      const host = await serve(ELSEWHERE);
      const assistant_id = await host.assistant({ model: 'llama', tools: [BAROMETER] });
      host.openai.reply(
        '/chat/completions',
        answers.toolCalls({ name: 'look_at_barometer', arguments: {} }),
        answers.text('Yes.'),
      );
      const { thread_id, tool_calls = [] } = await asked(host, { assistant_id, input: 'Will it storm?' });

      await asked(host, {
        thread_id,
        tool_outputs: [{ tool_call_id: tool_calls[0]!.id, output: '982 hPa' }],
      });

      expect(host.openai.requests.at(-1)!.body.messages).toMatchObject([
        { role: 'user' },
        { role: 'assistant', tool_calls: [{ id: 'call_1', function: { name: 'look_at_barometer' } }] },
        { role: 'tool', tool_call_id: 'call_1', content: '982 hPa' },
      ]);
    });

    test('has no hosted tools, and says so', async () => {
      const host = await serve(ELSEWHERE);
      const assistant_id = await host.assistant({ model: 'llama', tools: [{ type: 'web_search' }] });

      expect(await host.fails('ask-assistant', { assistant_id, input: 'News?' })).toBe(
        'RESPONSES_API_MISSING',
      );
    });

    test('moves into a conversation where the server asks OpenAI later, and not back', async () => {
      const [elsewhere, openai] = [await serve(ELSEWHERE), await serve()];
      elsewhere.openai.reply('/chat/completions', answers.text('Hello, Ada.'));
      const assistant_id = await elsewhere.assistant();
      const { thread_id } = await asked(elsewhere, { assistant_id, input: 'My name is Ada.' });

      const { text } = await asked(openai, { thread_id, input: 'What is my name?' });
      const back = await elsewhere.fails('ask-assistant', { thread_id, input: 'And now?' });

      expect(text).toContain('Before that: "My name is Ada."');
      expect(back).toBe('THREAD_NOT_FOUND');
    });
  });

  test('is deleted with all that was said in it, here and at OpenAI', async () => {
    const host = await serve();
    const assistant_id = await host.assistant();
    const { thread_id } = await asked(host, { assistant_id, input: 'Hello.' });

    await host.do('delete-thread', { thread_id, confirm: true });

    const deleted = host.openai.requests.filter(({ method }) => method === 'DELETE').map(({ path }) => path);
    expect(deleted.filter((path) => path.includes('/items/'))).toHaveLength(2);
    expect(deleted.at(-1)).toMatch(/^\/conversations\/conv_\w+$/);
    expect(await host.fails('list-messages', { thread_id })).toBe('THREAD_NOT_FOUND');
  });
});

const PIXEL =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

describe('delete-thread and delete-assistant', () => {
  test.each([
    ['accept', undefined],
    ['decline', 'NOT_CONFIRMED'],
  ] as const)('ask the person, whatever the call says: %s', async (answer, code) => {
    await using host = await assistantsHost({ answer }, sandbox);
    const assistant_id = await host.assistant();
    const { thread_id } = await host.do<Asked>('ask-assistant', { assistant_id, input: 'Hello.' });

    expect(await host.fails('delete-thread', { thread_id, confirm: true })).toBe(code);
    expect(await host.fails('delete-assistant', { assistant_id })).toBe(code);
  });

  test('delete nothing where nobody can be asked and the call does not say that the person agreed', async () => {
    await using host = await assistantsHost({}, sandbox);
    const assistant_id = await host.assistant();

    expect(await host.fails('delete-assistant', { assistant_id })).toBe('NOT_CONFIRMED');
    expect(await host.do('list-assistants')).toMatchObject({ assistants: [{ id: assistant_id }] });
  });
});
