import nock from 'nock';
import type { OpenAI } from 'openai';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { API, chatAnswer, events, openServices } from './open-services.js';

type Options = Parameters<typeof openServices>[0];

const OLLAMA = 'http://localhost:11434';
const HARD = { perDay: 1, unknownCost: 0.01 };
const usage = { input_tokens: 10, output_tokens: 16_384 };
const cutShort = {
  id: 'resp_1',
  model: 'gpt-6-luna',
  status: 'incomplete',
  incomplete_details: { reason: 'max_output_tokens' },
  output: [],
  usage,
};

beforeAll(() => nock.disableNetConnect());
afterEach(() => nock.cleanAll());
afterAll(() => nock.enableNetConnect());

/** Says nothing, in the form of every endpoint. */
const EMPTY = { output: [], choices: [], data: [], results: [] };

/** Posts a body and returns what went over the wire, and the notes of the call. */
async function sent(endpoint: string, body: object, options: Options = {}, answer: object | string = EMPTY) {
  const base = options.openai?.baseURL ?? `${API}/v1`;
  let wire: Record<string, unknown> = {};
  const type = typeof answer === 'string' ? 'text/event-stream' : 'application/json';
  nock(new URL(base).origin)
    .post(new URL(base).pathname + endpoint, (body: typeof wire) => {
      wire = body;
      return true;
    })
    .reply(200, answer, { 'content-type': type });
  const { client, call } = await openServices({ ...options, openai: { maxRetries: 0, ...options.openai } });
  await call.run(async () => {
    const response = await (client as OpenAI).post(endpoint, { body }).asResponse();
    await response.text();
  });
  return { wire, notes: call.notes };
}

const ask = (model = 'gpt-6-luna') => ({ model, input: 'Hi' });
const chat = (model = 'gpt-6-luna') => ({ model, messages: [{ role: 'user', content: 'Hi' }] });

describe('a text request without a limit of its output', () => {
  test.each<[string, string, object, Options, object]>([
    ['responses', '/responses', ask(), {}, { max_output_tokens: 16_384 }],
    ['chat', '/chat/completions', chat(), {}, { max_completion_tokens: 16_384 }],
    [
      'the operator said less',
      '/responses',
      ask(),
      { defaults: { maxTokens: 99 } },
      { max_output_tokens: 99 },
    ],
    [
      'the budget says less',
      '/responses',
      ask(),
      { budget: { maxOutputTokens: 500 } },
      { max_output_tokens: 500 },
    ],
    [
      'the model can no more',
      '/chat/completions',
      chat('o3'),
      { budget: { maxOutputTokens: 500_000 } },
      { max_completion_tokens: 100_000 },
    ],
  ])('is given one: %s', async (_, endpoint, body, options, expected) => {
    const { wire } = await sent(endpoint, body, options);

    expect(wire).toMatchObject(expected);
  });

  test.each([
    ['/responses', { ...ask(), max_output_tokens: 50 }],
    ['/chat/completions', { ...chat('gpt-4o'), max_tokens: 50 }],
    ['/chat/completions', { ...chat(), max_completion_tokens: 50 }],
  ])('unless it has one already: %s %j', async (endpoint, body) => {
    const { wire } = await sent(endpoint, body);

    expect(wire).toEqual(body);
  });

  test('is left alone by another provider, as long as no hard limit needs it', async () => {
    const openai = { baseURL: `${OLLAMA}/v1` };

    const free = await sent('/chat/completions', chat('llama4'), { openai });
    const soft = await sent('/chat/completions', chat('llama4'), {
      openai,
      budget: { limits: [{ scope: 'client', match: '*', window: 'day', usd: 1, mode: 'soft' }] },
    });
    const hard = await sent('/chat/completions', chat('llama4'), { openai, budget: HARD });

    expect(free.wire).toEqual(chat('llama4'));
    expect(soft.wire).toEqual(chat('llama4'));
    expect(hard.wire).toEqual({ ...chat('llama4'), max_tokens: 16_384 });
  });

  test('no other request is given one', async () => {
    const { wire } = await sent('/embeddings', { model: 'text-embedding-3-small', input: 'Hi' });

    expect(wire).toEqual({ model: 'text-embedding-3-small', input: 'Hi' });
  });
});

describe('an answer that stops at the limit', () => {
  const chunk = (finish_reason: string | null) => ({
    model: 'gpt-6-luna',
    choices: [{ index: 0, delta: {}, finish_reason }],
    usage: null,
  });
  const length = {
    ...chatAnswer({}, 'gpt-6-luna'),
    choices: [{ index: 0, message: {}, finish_reason: 'length' }],
  };

  test.each<[string, string, object, object | string]>([
    ['responses', '/responses', ask(), cutShort],
    [
      'a stream of responses',
      '/responses',
      { ...ask(), stream: true },
      events({ type: 'response.incomplete', response: cutShort }),
    ],
    ['chat', '/chat/completions', chat(), length],
    [
      'a stream of chat',
      '/chat/completions',
      { ...chat(), stream: true },
      events(chunk(null), chunk('length'), '[DONE]'),
    ],
  ])('of the host gets a note that says how to raise it: %s', async (_, endpoint, body, answer) => {
    const { notes } = await sent(endpoint, body, {}, answer);

    expect(notes).toEqual([expect.stringMatching(/at 16384 tokens.*max_tokens.*budget\.maxOutputTokens/)]);
  });

  test('of defaults.maxTokens names that', async () => {
    const { notes } = await sent('/responses', ask(), { defaults: { maxTokens: 99 } }, cutShort);

    expect(notes).toEqual([expect.stringContaining('defaults.maxTokens')]);
  });

  test('of the caller gets none', async () => {
    const { notes } = await sent('/responses', { ...ask(), max_output_tokens: 16 }, {}, cutShort);

    expect(notes).toEqual([]);
  });

  test('gets none when it stops by itself', async () => {
    const { notes } = await sent('/chat/completions', chat(), {}, chatAnswer({}, 'gpt-6-luna'));

    expect(notes).toEqual([]);
  });
});

describe('under a hard limit', () => {
  test.each([
    ['/responses', ask()],
    ['/chat/completions', chat()],
  ])('the tier is not left to a setting of the project: %s', async (endpoint, body) => {
    const { wire } = await sent(endpoint, body, { budget: HARD });

    expect(wire.service_tier).toBe('default');
  });

  test.each(['auto', 'flex', 'priority'])('a tier that was asked for stays: %s', async (service_tier) => {
    const { wire } = await sent('/responses', { ...ask(), service_tier }, { budget: HARD });

    expect(wire.service_tier).toBe(service_tier);
  });

  test('without one it stays open', async () => {
    const { wire } = await sent('/responses', ask());

    expect(wire).not.toHaveProperty('service_tier');
  });

  test('a quality left to a model that could choose one without a bound is settled, with a note', async () => {
    const { wire, notes } = await sent(
      '/images/generations',
      { model: 'gpt-image-2.6-flare', prompt: 'A cat' },
      { budget: HARD },
    );

    expect(wire.quality).toBe('high');
    expect(notes).toEqual([expect.stringMatching(/quality high.*gpt-image-2\.6-flare/)]);
  });

  test.each([
    ['its qualities are all bounded', { model: 'gpt-image-2', prompt: 'A cat' }, HARD],
    ['one was asked for', { model: 'gpt-image-2.6-flare', prompt: 'A cat', quality: 'max' }, HARD],
    ['nothing limits it', { model: 'gpt-image-2.6-flare', prompt: 'A cat' }, {}],
  ])('a quality stays as it is where %s', async (_, body, budget) => {
    const { wire } = await sent('/images/generations', body, { budget });

    expect(wire).toEqual(body);
  });
});
