import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answers } from 'openai-mcp-host/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../../src/sandbox/start-sandbox.js';
import { type AssistantsHost, assistantsHost, BAROMETER } from './assistants-host.js';

interface Asked {
  thread_id: string;
  text: string;
  json?: unknown;
  tool_calls?: { id: string; name: string; arguments: unknown; problems?: string[] }[];
  citations?: unknown[];
}

let sandbox: Sandbox;
let host: AssistantsHost;
let folder: string;
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

const ask = (input: object) => host.do<Asked>('ask-assistant', input);
const sent = (path: string) =>
  host.openai.requests.filter((request) => `${request.method} ${request.path.split('?')[0]}` === path);

describe('ask-assistant', () => {
  test('begins a thread in a conversation at OpenAI, and goes on in it', async () => {
    const assistant_id = await host.assistant({ instructions: 'Be brief.' });

    const first = await ask({ assistant_id, input: 'My name is Ada.' });
    const second = await ask({ thread_id: first.thread_id, input: 'What is my name?' });

    expect(first.thread_id).toMatch(/^thread_/);
    expect(second.text).toContain('Before that: "My name is Ada."');
    expect(sent('POST /conversations').map(({ body }) => body)).toEqual([
      { metadata: { thread: first.thread_id } },
    ]);
    const [one, other] = sent('POST /responses').map(({ body }) => body);
    expect(one).toMatchObject({ instructions: 'Be brief.', stream: true });
    expect(other.conversation).toBe(one.conversation);
    expect(other.input).toEqual([
      { role: 'user', content: [{ type: 'input_text', text: 'What is my name?' }] },
    ]);
    expect(other.previous_response_id).toBeUndefined();
  });

  test('tells the text as it grows, and in words which thread it is', async () => {
    const assistant_id = await host.assistant();

    const result = await host.callTool<Asked>('ask-assistant', { assistant_id, input: 'Hello.' });

    const told = result.progress.map(({ message }) => message);
    expect(told[0]).toBe(`In ${result.structured!.thread_id}`);
    expect(told.at(-1)).toContain('Sandbox');
    expect(result.text).toContain(`(${result.structured!.thread_id})`);
  });

  test('gives calls of functions back, and goes on with what they returned', async () => {
    const assistant_id = await host.assistant({ tools: [BAROMETER] });

    const { thread_id, tool_calls: [called] = [] } = await ask({ assistant_id, input: 'Will it storm?' });
    const missing = await host.callTool('ask-assistant', { thread_id, input: 'Well?' });
    const outputs = [{ tool_call_id: called!.id, output: '982 hPa' }];
    const strange = await host.fails('ask-assistant', {
      thread_id,
      tool_outputs: [{ tool_call_id: 'call_other', output: '1' }],
    });
    const answered = await ask({ thread_id, tool_outputs: outputs });
    const again = await host.fails('ask-assistant', { thread_id, tool_outputs: outputs });

    expect(called).toMatchObject({ name: 'look_at_barometer', arguments: {} });
    expect(missing.error).toMatchObject({ code: 'TOOL_OUTPUTS_MISSING' });
    expect(missing.error?.message).toContain(`look_at_barometer({}) as ${called!.id}`);
    expect(strange).toBe('TOOL_OUTPUT_UNKNOWN');
    expect(answered.text).toContain('The tool returned: 982 hPa');
    expect(answered.tool_calls).toBeUndefined();
    expect(again).toBe('TOOL_OUTPUT_UNKNOWN');
    expect(sent('POST /responses')).toHaveLength(2);
  });

  test('answers by its schema, checked; what does not fit is mended in the conversation', async () => {
    const schema = {
      type: 'object',
      properties: { storm: { type: 'boolean' } },
      required: ['storm'],
      additionalProperties: false,
    };
    const response_format = { type: 'json_schema', json_schema: { name: 'weather', schema } };
    const assistant_id = await host.assistant({ options: { response_format } });
    host.openai.reply('/responses', answers.text('{"storm":"maybe"}'), answers.text('{"storm":true}'));

    const { json } = await ask({ assistant_id, input: 'Will it storm?' });

    const [first, repair] = sent('POST /responses').map(({ body }) => body);
    expect(json).toEqual({ storm: true });
    expect(first.text.format).toEqual({ type: 'json_schema', name: 'weather', schema, strict: true });
    expect(repair.conversation).toBe(first.conversation);
    expect(repair.input).toHaveLength(1);
  });

  test('searches its vector stores, and says which file it cites', async () => {
    const store = await upload('Lamps.txt', 'The lamp turns once in ten seconds.');
    const assistant_id = await host.assistant({
      tools: [{ type: 'file_search', file_search: { max_num_results: 5 } }],
      options: { tool_resources: { file_search: { vector_store_ids: [store.id] } } },
    });

    const { citations } = await ask({ assistant_id, input: 'How fast does the lamp turn?' });

    expect(citations).toEqual([{ file_id: store.file, filename: 'Lamps.txt' }]);
    expect(sent('POST /responses')[0]!.body).toMatchObject({
      tools: [{ type: 'file_search', vector_store_ids: [store.id], max_num_results: 5 }],
      max_tool_calls: 4,
    });
  });

  test('searches the web, and cites its pages', async () => {
    const assistant_id = await host.assistant({ tools: [{ type: 'web_search' }] });

    const { citations } = await ask({ assistant_id, input: 'What is new?' });

    expect(citations).toHaveLength(2);
    expect(citations![0]).toMatchObject({ url: expect.stringContaining('https://example.com/') });
  });

  test('shows files by path, by data URL and by their ids, those of the assistant once', async () => {
    const kept = await uploadFile('rules.txt', 'Keep the light burning.');
    const note = `data:text/plain;base64,${Buffer.from('Total: 12').toString('base64')}`;
    const assistant_id = await host.assistant({ options: { file_ids: [kept] } });

    const { thread_id } = await ask({ assistant_id, input: 'Read.', files: [note, kept] });
    await ask({ thread_id, input: 'Again.' });

    const [first, second] = sent('POST /responses').map(({ body }) => body.input[0].content);
    expect(first.map(({ type, file_id }: { type: string; file_id?: string }) => file_id ?? type)).toEqual([
      ...[kept, 'input_file', kept],
      'input_text',
    ]);
    expect(second).toEqual([{ type: 'input_text', text: 'Again.' }]);
  });

  test('reads no file outside of the allowed folders', async () => {
    const outside = join(host.dataFolder, 'secret.txt');
    await writeFile(outside, 'secret');
    const assistant_id = await host.assistant();

    const code = await host.fails('ask-assistant', { assistant_id, input: 'Read.', files: [outside] });

    expect(code).toBe('PATH_NOT_ALLOWED');
    expect(host.openai.requests).toEqual([]);
  });

  test.each([
    ['nothing at all', { assistant_id: 'asst_1' }, 'INPUT_INVALID'],
    ['no assistant', { input: 'Hello.' }, 'INPUT_INVALID'],
    ['an assistant that is not there', { assistant_id: 'asst_1', input: 'Hello.' }, 'ASSISTANT_NOT_FOUND'],
    ['a thread that is not there', { thread_id: 'thread_1', input: 'Hello.' }, 'THREAD_NOT_FOUND'],
    ['a thread with a NUL in its name', { thread_id: 'thread\u0000', input: 'Hello.' }, 'THREAD_NOT_FOUND'],
    ['outputs that are none', { thread_id: 'thread_1', tool_outputs: [{ output: 1 }] }, 'INPUT_INVALID'],
  ])('is refused with %s, before anything is sent', async (_, input, code) => {
    expect(await host.fails('ask-assistant', input)).toBe(code);
    expect(host.openai.requests).toEqual([]);
  });

  test('is refused with an empty file, and with one that OpenAI does not have', async () => {
    const assistant_id = await host.assistant();

    await writeFile(join(folder, 'empty.txt'), '');

    const empty = await host.fails('ask-assistant', { assistant_id, files: [join(folder, 'empty.txt')] });
    const gone = await host.fails('ask-assistant', { assistant_id, files: ['file-gone'] });

    expect([empty, gone]).toEqual(['INPUT_INVALID', 'FILE_NOT_FOUND']);
    expect(sent('POST /responses')).toEqual([]);
  });

  test('drops what the model does not take, with a note', async () => {
    const assistant_id = await host.assistant({
      model: 'gpt-6.2-sol',
      options: { temperature: 0.2, reasoning_effort: 'low' },
    });

    const { notes, error } = await host.callTool('ask-assistant', { assistant_id, input: 'Hello.' });

    expect(error).toBeUndefined();
    expect(notes.join()).toContain('temperature');
    expect(sent('POST /responses')[0]!.body).toMatchObject({ reasoning: { effort: 'low' } });
    expect(sent('POST /responses')[0]!.body.temperature).toBeUndefined();
  });

  test('leaves the oldest part out where the thread outgrows its model, and says so', async () => {
    const assistant_id = await host.assistant();
    host.openai.reply('/responses', answers.error(400, 'context_length_exceeded'));

    const { notes, error } = await host.callTool('ask-assistant', { assistant_id, input: 'Hello.' });

    expect(error).toBeUndefined();
    expect(notes.join()).toContain('its oldest part was left out');
    expect(sent('POST /responses').map(({ body }) => body.truncation)).toEqual([undefined, 'auto']);
  });

  test('keeps the thread where OpenAI fails, and goes on in it', async () => {
    const assistant_id = await host.assistant();
    host.openai.reply('/responses', answers.error(500, 'server_error'));

    const code = await host.fails('ask-assistant', { assistant_id, input: 'Hello.' });
    const { data } = await host.do<{ data: { id: string }[] }>('list-messages');
    const answered = await ask({ thread_id: data[0]!.id, input: 'Hello again.' });

    expect(code).toBe('UPSTREAM_FAILED');
    expect(answered.text).toContain('Hello again.');
    expect(sent('POST /conversations')).toHaveLength(1);
  });

  test('says that the thread is gone where its conversation is', async () => {
    const assistant_id = await host.assistant();
    const { thread_id } = await ask({ assistant_id, input: 'Hello.' });
    const { conversation } = sent('POST /responses')[0]!.body;
    await fetch(`${sandbox.baseURL}/conversations/${conversation}`, { method: 'DELETE' });

    expect(await host.fails('ask-assistant', { thread_id, input: 'Still there?' })).toBe('THREAD_NOT_FOUND');
    expect(await host.fails('list-messages', { thread_id })).toBe('THREAD_NOT_FOUND');
  });
});

async function uploadFile(name: string, text: string): Promise<string> {
  const form = new FormData();
  form.set('purpose', 'user_data');
  form.set('file', new File([text], name));
  const response = await fetch(`${sandbox.baseURL}/files`, { method: 'POST', body: form });
  return ((await response.json()) as { id: string }).id;
}

async function upload(name: string, text: string): Promise<{ id: string; file: string }> {
  const file = await uploadFile(name, text);
  const response = await fetch(`${sandbox.baseURL}/vector_stores`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'Lamps', file_ids: [file] }),
  });
  const { id } = (await response.json()) as { id: string };
  await fetch(`${sandbox.baseURL}/vector_stores/${id}`);
  return { id, file };
}
