import { answers } from 'openai-mcp-host/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../../src/sandbox/start-sandbox.js';
import { type AssistantsHost, assistantsHost } from './assistants-host.js';

let sandbox: Sandbox;
let host: AssistantsHost;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.stop());

// gpt-6-luna: $0.10 a million tokens in, $0.50 out; a whole context window is more than the limit.
const LIMIT = { perCall: 0.02, maxOutputTokens: 1000 };
const USAGE = {
  input_tokens: 3000,
  input_tokens_details: { cached_tokens: 0 },
  output_tokens: 100,
  output_tokens_details: { reasoning_tokens: 0 },
  total_tokens: 3100,
};
const asked = (path: string) => host.openai.requests.filter((request) => request.path === path);

describe('under a hard limit, ask-assistant', () => {
  beforeEach(async () => {
    host = await assistantsHost({ config: { budget: LIMIT } }, sandbox);
  });
  afterEach(() => host.close());

  test('holds the history of the thread, as OpenAI counts it', async () => {
    const assistant_id = await host.assistant({ model: 'gpt-6-luna' });
    const { thread_id } = await host.do<{ thread_id: string }>('ask-assistant', {
      assistant_id,
      input: 'Hello.',
    });

    host.openai.reply('/responses/input_tokens', answers.json({ input_tokens: 900_000 }));
    const refused = await host.fails('ask-assistant', { thread_id, input: 'And now?' });
    const short = await host.fails('ask-assistant', { thread_id, input: 'And now?' });

    const conversations = asked('/responses/input_tokens').map(({ body }) => body.conversation);
    expect(refused).toBe('BUDGET_EXCEEDED');
    expect(short).toBeUndefined();
    expect(conversations).toEqual(Array(3).fill(asked('/responses')[0]!.body.conversation));
    expect(asked('/responses')).toHaveLength(2);
  });

  test('is refused, but the thread is not: it goes on once there is money', async () => {
    const assistant_id = await host.assistant({ model: 'gpt-6-luna' });
    host.openai.reply('/responses/input_tokens', answers.json({ input_tokens: 900_000 }));

    const refused = await host.fails('ask-assistant', { assistant_id, input: 'Hello.' });
    const { data } = await host.do<{ data: { id: string }[] }>('list-messages');

    expect(refused).toBe('BUDGET_EXCEEDED');
    expect(await host.fails('ask-assistant', { thread_id: data[0]!.id, input: 'Hello?' })).toBeUndefined();
  });
});

describe('what hosted tools cost', () => {
  const searches = {
    model: 'gpt-6-luna',
    tools: [{ type: 'file_search', file_search: { max_num_results: 1 } }],
    options: { tool_resources: { file_search: { vector_store_ids: ['vs_1'] } } },
  };
  const search = {
    type: 'file_search_call',
    id: 'fs_1',
    status: 'completed',
    queries: ['lamp'],
    results: null,
  };
  const message = {
    ...{ type: 'message', id: 'msg_1', role: 'assistant', status: 'completed' },
    content: [
      {
        type: 'output_text',
        text: 'Ten seconds.',
        annotations: [{ type: 'file_citation', index: 11, file_id: 'file-1', filename: 'lamp.md' }],
      },
    ],
  };
  const response = {
    ...{
      id: 'resp_1',
      object: 'response',
      status: 'completed',
      model: 'gpt-6-luna',
      service_tier: 'default',
    },
    output: [search, { ...search, id: 'fs_2' }, message],
    usage: USAGE,
  };
  const streamed = answers.stream([
    { type: 'response.created', response: { ...response, status: 'in_progress', output: [], usage: null } },
    { type: 'response.output_item.done', output_index: 0, item: search },
    { type: 'response.output_text.delta', delta: 'Ten seconds.' },
    { type: 'response.completed', response },
  ]);
  afterEach(() => host.close());

  test('is booked by the search: $2.50 a thousand, on top of the tokens', async () => {
    host = await assistantsHost({}, sandbox);
    const assistant_id = await host.assistant(searches);
    host.openai.reply('/responses', streamed);

    const { usage, structured } = await host.callTool('ask-assistant', { assistant_id, input: 'How fast?' });

    expect(structured).toMatchObject({ citations: [{ file_id: 'file-1', filename: 'lamp.md' }] });
    expect(usage.costUsd).toBeCloseTo(2 * 0.0025 + (3000 * 0.1 + 100 * 0.5) / 1e6, 9);
  });

  test('is held for as many searches as an answer may make', async () => {
    const settings = { toolCalls: 4 };
    host = await assistantsHost(
      { config: { budget: { perCall: 0.009, maxOutputTokens: 16 }, plugins: { assistants: { settings } } } },
      sandbox,
    );
    const assistant_id = await host.assistant(searches);
    host.openai.always('/responses/input_tokens', answers.json({ input_tokens: 100 }));

    const refused = await host.callTool('ask-assistant', { assistant_id, input: 'How fast?' });

    expect(refused.error?.code).toBe('BUDGET_EXCEEDED');
    // Four searches are one cent before a token is read.
    expect(Number(/may cost up to \$([\d.]+)/.exec(refused.error!.message)?.[1])).toBeGreaterThan(0.01);
    expect(asked('/responses')).toEqual([]);
  });
});

describe('an estimate of ask-assistant', () => {
  const estimate = (input: Record<string, unknown>) =>
    host.host.estimate({
      ...{ tool: 'ask-assistant', arguments: input, client: { name: 'test' }, isLocal: true },
      signal: new AbortController().signal,
    });
  beforeEach(async () => {
    host = await assistantsHost({}, sandbox);
  });
  afterEach(() => host.close());

  test('tells the whole cost of a question in a new thread, and begins none', async () => {
    const assistant_id = await host.assistant({ model: 'gpt-6-luna' });

    const { mostUsd, requests } = await estimate({ assistant_id, input: 'Hello.' });

    expect(requests).toMatchObject([{ endpoint: '/responses', model: 'gpt-6-luna' }]);
    expect(mostUsd).toBeGreaterThan(0);
    expect(host.openai.requests).toEqual([]);
    expect(await host.do('list-messages')).toEqual({ data: [] });
  });

  test('counts what an imported thread would bring along', async () => {
    const thread = (value: string) => ({
      assistants: [{ id: 'asst_old', name: 'Old', model: 'gpt-6-luna' }],
      threads: [{ id: `thread_${value.length}`, messages: [{ role: 'user', content: value }] }],
    });
    await host.do('import-assistants', { assistants: thread('Hi') });
    await host.do('import-assistants', { assistants: thread('long '.repeat(10_000)) });

    const short = await estimate({ thread_id: 'thread_2', input: 'Hello.' });
    const long = await estimate({ thread_id: 'thread_50000', input: 'Hello.' });

    expect(long.requests[0]!.inputTokens - short.requests[0]!.inputTokens).toBeGreaterThan(9000);
    expect(host.openai.requests).toEqual([]);
  });
});
