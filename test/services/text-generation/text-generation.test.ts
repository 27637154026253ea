import { answers, type TestHost, testHost } from 'openai-mcp-host/testing';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { askingPlugin } from './asking-plugin.js';

const COUNT = {
  type: 'json_schema',
  name: 'count',
  schema: { type: 'object', properties: { n: { type: 'integer' } }, required: ['n'] },
};
const PDF = { type: 'file', file: { filename: 'a.pdf', file_data: 'data:application/pdf;base64,AA==' } };
const LINKED = { type: 'file', file: { file_url: 'https://example.com/a.pdf' } };
const STORED = { type: 'file', file: { file_id: 'file-1' } };
const HEARS = 'gpt-audio-1.5';
const SOUND = { type: 'input_audio', input_audio: { data: 'AAAA', format: 'wav' } };
const saying = (...content: object[]) => ({ messages: [{ role: 'user', content }] });

const USED = { inputTokens: 10, cachedInputTokens: 0, outputTokens: 5, costUsd: 0.00007 };

type Asked = { answers: Record<string, unknown>[] };

let host: TestHost;
const start = async (openai: object = {}, more: object = {}) => {
  host = await testHost({ plugins: [askingPlugin()], config: { openai, ...more } });
};
const ask = (request: object = {}) => host.callTool<Asked>('ask-text', request);
const paths = () => host.openai.requests.map(({ path }) => path);

afterEach(() => host.close());

describe('an answer', () => {
  beforeEach(() => start());

  test('says what it is, which model gave it, and at which tier', async () => {
    host.openai.reply('/responses', answers.text('Hi.'));

    const { structured } = await ask();

    expect(structured?.answers).toEqual([
      { id: 'resp_1', text: 'Hi.', calls: [], finish: 'stop', model: 'gpt-6.2-sol', usage: USED },
    ]);
  });

  test('carries checked JSON where a format was asked for', async () => {
    host.openai.reply('/responses', answers.text('{"n":3}'));

    const { structured, usage } = await ask({ format: COUNT });

    expect(structured?.answers[0]?.json).toEqual({ n: 3 });
    expect(usage.requestIds).toHaveLength(1);
  });

  test('that does not fit its schema is sent back once, with its faults, and both requests are paid', async () => {
    host.openai.reply('/responses', answers.text('{"n":"three"}'), answers.text('{"n":3}'));

    const { structured, notes, usage } = await ask({ format: COUNT });

    expect(structured?.answers[0]).toMatchObject({ json: { n: 3 }, text: '{"n":3}' });
    expect(host.openai.requests[1]?.body.input).toEqual([
      { role: 'user', content: 'Hello' },
      { role: 'assistant', content: '{"n":"three"}' },
      { role: 'user', content: expect.stringContaining('/n must be integer') },
    ]);
    expect(notes).toEqual([expect.stringContaining('/n must be integer')]);
    expect([usage.inputTokens, usage.outputTokens]).toEqual([20, 10]);
  });

  test('that fits no better after its repair is refused, and nothing more is sent', async () => {
    host.openai.reply('/responses', answers.text('{}'), answers.text('{"n":null}'));

    const { error, usage } = await ask({ format: COUNT });

    expect(error).toMatchObject({
      code: 'OUTPUT_NOT_VALID',
      message: expect.stringContaining('after one repair'),
    });
    expect(usage.inputTokens).toBe(20);
  });

  test('is left as it is where its repair is refused by OpenAI: the failure is told', async () => {
    host.openai.reply('/responses', answers.text('{}'), answers.error(400, 'context_length_exceeded'));

    const { error } = await ask({ format: COUNT });

    expect(error?.code).toBe('CONTEXT_TOO_LONG');
  });

  test('is not mended beyond the budget, and the refusal says so', async () => {
    await host.close();
    await start(
      {},
      { budget: { limits: [{ scope: 'tool', match: 'ask-text', window: 'day', usd: 0.005 }] } },
    );
    const usage = { input_tokens: 10, output_tokens: 290, total_tokens: 300 };
    host.openai.reply('/responses', answers.json({ ...(await bodyOf('{}')), usage }));

    const { error } = await ask({ format: COUNT, maxTokens: 290 });

    expect(error?.code).toBe('BUDGET_EXCEEDED');
    expect(host.openai.requests).toHaveLength(1);
  });

  test('is given up with the call in the middle of its repair', async () => {
    const stop = new AbortController();
    host.openai.reply('/responses', answers.text('{}'), ({ closed }) => {
      void closed;
      setImmediate(() => stop.abort());
      return { hang: true };
    });

    const asked = host.callTool('ask-text', { format: COUNT }, { signal: stop.signal });

    await expect(asked).rejects.toThrow();
    await host.openai.requests[1]?.closed;
    expect(host.openai.requests).toHaveLength(2);
  });

  test('goes on after an earlier one, in its repair too', async () => {
    host.openai.reply('/responses', answers.text('nonsense'), answers.text('{"n":1}'));

    await ask({ format: COUNT, previousResponseId: 'resp_0' });

    expect(host.openai.requests.map(({ body }) => body.previous_response_id)).toEqual(['resp_0', 'resp_0']);
  });

  test('that calls functions has them checked by their schemas', async () => {
    host.openai.reply('/responses', answers.toolCalls({ name: 'add', arguments: { n: 'x' } }));

    const { structured } = await ask({ functions: [{ name: 'add', parameters: COUNT.schema }] });

    expect(structured?.answers[0]).toMatchObject({
      finish: 'tool_calls',
      calls: [{ name: 'add', arguments: '{"n":"x"}', parsed: { n: 'x' }, problems: ['/n must be integer'] }],
    });
  });

  test('is noted where another tier than the one asked for served it', async () => {
    const served = { ...(await bodyOf('Hi.')), service_tier: 'default' };
    host.openai.reply(
      '/responses',
      answers.json(served),
      answers.json({ ...served, service_tier: 'priority' }),
    );

    const flex = await ask({ serviceTier: 'flex' });
    const fast = await ask({ serviceTier: 'fast' });

    expect(flex.notes).toEqual([expect.stringContaining('at the tier default instead of flex')]);
    expect(flex.structured?.answers[0]?.serviceTier).toBe('default');
    expect(fast.notes).toEqual([]);
  });

  test('to an id that OpenAI does not have any more is an error that says what to do', async () => {
    host.openai.reply('/responses', answers.error(400, 'previous_response_not_found'));

    const { error } = await ask({ previousResponseId: 'resp_gone' });

    expect(error).toMatchObject({ code: 'RESPONSE_NOT_FOUND', hint: expect.stringContaining('messages') });
  });
});

describe('the API', () => {
  test.each([
    ['documents', saying(PDF, STORED), '/responses'],
    ['a document by its address', saying(LINKED), '/responses'],
    ['sound', { ...saying(SOUND), model: HEARS }, '/chat/completions'],
    ['an answer to go on from', { previousResponseId: 'resp_1' }, '/responses'],
    ['a model that only chats', { model: 'gpt-audio-1.5' }, '/chat/completions'],
    ['a retired model, whose replacement answers', { model: 'gpt-4-turbo' }, '/responses'],
    ['several answers', { n: 2 }, '/chat/completions'],
  ])('for %s is the one that has it', async (_, request, path) => {
    await start();
    host.openai.reply(path, path === '/responses' ? answers.text('Hi.') : answers.json(chose('Hi.', 'Ho.')));

    const { error } = await ask(request);

    expect(error).toBeUndefined();
    expect(paths()).toEqual([path]);
  });

  test('gets documents and sound in its own form', async () => {
    await start();
    host.openai.reply('/responses', answers.text('Hi.'));
    host.openai.reply('/chat/completions', answers.text('Hi.'));

    await ask(saying(PDF, STORED, LINKED));
    await ask({ ...saying(PDF, STORED, SOUND), model: HEARS });

    const [responses, chat] = host.openai.requests;
    expect(responses?.body.input[0].content).toEqual([
      { type: 'input_file', filename: 'a.pdf', file_data: 'data:application/pdf;base64,AA==' },
      { type: 'input_file', file_id: 'file-1' },
      { type: 'input_file', file_url: 'https://example.com/a.pdf' },
    ]);
    expect(chat?.body.messages[0].content).toEqual([PDF, STORED, SOUND]);
  });

  test.each([
    [
      'sound beside an earlier answer',
      { ...saying(SOUND), model: HEARS, previousResponseId: 'resp_1' },
      'PARAMETERS_CONFLICT',
    ],
    ['sound beside a linked document', { ...saying(SOUND, LINKED), model: HEARS }, 'PARAMETERS_CONFLICT'],
    ['sound of a model that takes none', saying(SOUND), 'PARAMETERS_CONFLICT'],
    ['an earlier answer of Chat Completions', { previousResponseId: 'chatcmpl-1' }, 'RESPONSE_NOT_FOUND'],
    [
      'functions with a schema that is none',
      { functions: [{ name: 'f', parameters: { type: 'no' } }] },
      'FUNCTION_SCHEMA_INVALID',
    ],
  ])('is not asked for %s, which none can answer', async (_, request, code) => {
    await start();

    const { error } = await ask(request);

    expect(error?.code).toBe(code);
    expect(paths()).toEqual([]);
  });

  test.each([{ previousResponseId: 'resp_1' }, saying(LINKED)])(
    'is refused in clear words where the provider has no Responses API',
    async (request) => {
      await start({ baseURL: 'http://127.0.0.1:9/v1', api: 'chat' });

      const { error } = await ask(request);

      expect(error?.code).toBe('RESPONSES_API_MISSING');
    },
  );

  test('that has no detail original is asked for high, and the result says so', async () => {
    await start();
    host.openai.reply('/chat/completions', answers.json(chose('One', 'Two')));
    const url = 'https://example.com/a.png';

    const { notes } = await ask({
      ...saying({ type: 'image_url', image_url: { url, detail: 'original' } }),
      n: 2,
    });

    expect(host.openai.requests[0]?.body.messages[0].content[0].image_url).toEqual({ url, detail: 'high' });
    expect(notes).toEqual([expect.stringContaining('high was used')]);
  });

  test('of OpenAI alone is sent a prompt cache key', async () => {
    await start();
    host.openai.reply('/responses', answers.text('Hi.'));
    await ask({ promptCacheKey: 'house' });
    const own = host.openai.requests[0]?.body.prompt_cache_key;
    await host.close();
    await start({ baseURL: 'http://127.0.0.1:9/v1' });
    host.openai.reply('/responses', answers.text('Hi.'));

    const foreign = await ask({ promptCacheKey: 'house' });

    expect(own).toBe('house');
    expect(host.openai.requests[0]?.body.prompt_cache_key).toBeUndefined();
    expect(foreign.notes).toEqual([expect.stringContaining('prompt_cache_key')]);
  });
});

describe('several answers', () => {
  beforeEach(() => start());

  test('are one request over Chat Completions, each with its own end', async () => {
    host.openai.reply('/chat/completions', answers.json(chose('One', 'Two', 'Three')));

    const { structured } = await ask({ n: 3 });

    expect(host.openai.requests[0]?.body.n).toBe(3);
    expect(structured?.answers.map(({ text }) => text)).toEqual(['One', 'Two', 'Three']);
  });

  test('come through a stream, too, which tells of the first', async () => {
    const chunk = (index: number, content: string) => ({
      id: 'chatcmpl-1',
      model: 'gpt-6.2-sol',
      choices: [{ index, delta: { content }, finish_reason: null }],
    });
    const end = (index: number) => ({
      id: 'chatcmpl-1',
      choices: [{ index, delta: {}, finish_reason: 'stop' }],
    });
    const events = [chunk(0, 'On'), chunk(1, 'Tw'), chunk(1, 'o'), chunk(0, 'e'), end(1), end(0)];
    host.openai.reply('/chat/completions', answers.stream([...events, 'data: [DONE]\n\n'] as object[]));

    const { structured, progress } = await ask({ n: 2, stream: true });

    expect(structured?.answers.map(({ text }) => text)).toEqual(['One', 'Two']);
    expect(progress.map(({ message }) => message)).toContain('One');
    expect(JSON.stringify(progress)).not.toContain('Tw');
  });

  test.each([
    ['go on after an earlier one', { previousResponseId: 'resp_1' }],
    ['may call functions of a model that wants Responses for them', { functions: [{ name: 'now' }] }],
  ])('are requests side by side where they %s', async (_, request) => {
    host.openai.reply('/responses', answers.text('One'), answers.text('Two'));

    const { structured, usage } = await ask({ ...request, n: 2 });

    expect(structured?.answers.map(({ text }) => text).sort()).toEqual(['One', 'Two']);
    expect(usage.inputTokens).toBe(20);
  });

  test('are requests side by side where the model writes only one', async () => {
    const only = {
      error: { message: 'Only n = 1.', code: 'unsupported_value', type: 'invalid_request_error', param: 'n' },
    };
    host.openai.reply('/chat/completions', answers.json(only, 400), answers.text('One'), answers.text('Two'));

    const { structured } = await ask({ n: 2 });

    expect(structured?.answers).toHaveLength(2);
  });

  test('are given without the one that fails, and the others are counted', async () => {
    host.openai.reply(
      '/responses',
      answers.text('One'),
      answers.error(500, 'server_error'),
      answers.text('Three'),
    );

    const { structured, notes } = await ask({ n: 3, previousResponseId: 'resp_1' });

    expect(structured?.answers).toHaveLength(2);
    expect(notes).toEqual([expect.stringContaining('2 of 3')]);
  });

  test('are cancelled together', async () => {
    const stop = new AbortController();
    const gone: Promise<void>[] = [];
    host.openai.always('/responses', ({ closed }) => {
      if (gone.push(closed) === 3) stop.abort();
      return { hang: true };
    });

    const asked = host.callTool('ask-text', { n: 3, previousResponseId: 'resp_1' }, { signal: stop.signal });

    await expect(asked).rejects.toThrow();
    await Promise.all(gone);
    expect(gone).toHaveLength(3);
  });

  test('are an error where all of them fail', async () => {
    host.openai.reply('/responses', answers.rateLimited(), answers.rateLimited());

    const { error } = await ask({ n: 2, previousResponseId: 'resp_1' });

    expect(error?.code).toBe('RATE_LIMITED');
  });

  test('are mended one by one where their JSON does not fit', async () => {
    host.openai.reply('/chat/completions', answers.json(chose('{"n":1}', '{"n":"2"}')));
    host.openai.reply('/responses', answers.text('{"n":2}'));

    const { structured } = await ask({ n: 2, format: COUNT });

    expect(structured?.answers.map(({ json }) => json)).toEqual([{ n: 1 }, { n: 2 }]);
  });
});

async function bodyOf(text: string): Promise<object> {
  const make = answers.text(text) as (request: object) => { json: object };
  return make({ path: '/responses', body: { model: 'gpt-6.2-sol' } }).json;
}

const chose = (...texts: string[]) => ({
  id: 'chatcmpl-1',
  object: 'chat.completion',
  model: 'gpt-6.2-sol',
  choices: texts.map((content, index) => ({
    index,
    message: { role: 'assistant', content, refusal: null },
    finish_reason: 'stop',
  })),
  usage: { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 },
});
