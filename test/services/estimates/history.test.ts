import nock from 'nock';
import type { OpenAI } from 'openai';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { API, openServices, refusalOf } from '../openai/open-services.js';

// A whole context window of gpt-6-luna costs $0.26, what is asked here less than a cent.
const BUDGET = { perCall: 0.05, maxOutputTokens: 1000 };
const answer = (id: string, more: object = {}) => ({
  id,
  object: 'response',
  model: 'gpt-6-luna',
  status: 'completed',
  service_tier: 'default',
  output: [],
  usage: { input_tokens: 2000, output_tokens: 500 },
  ...more,
});

beforeAll(() => nock.disableNetConnect());
afterEach(() => nock.cleanAll());
afterAll(() => nock.enableNetConnect());

async function server() {
  const services = await openServices({ budget: BUDGET });
  const client = services.client as OpenAI;
  const ask = (more: object) =>
    services.call.run(async () => client.responses.create({ model: 'gpt-6-luna', input: 'Hi', ...more }));
  return { ...services, client, ask, refused: (more: object) => refusalOf(services, ask(more)) };
}

describe('history behind a request', () => {
  test('that nobody here has seen may fill the whole context window', async () => {
    const { refused } = await server();

    const refusal = await refused({ previous_response_id: 'resp_0' });

    expect(refusal.code).toBe('BUDGET_EXCEEDED');
  });

  test('is known from the response before', async () => {
    const { ask } = await server();
    nock(API).post('/v1/responses').reply(200, answer('resp_1'));
    nock(API).post('/v1/responses').reply(200, answer('resp_2'));

    await ask({});
    const { id } = await ask({ previous_response_id: 'resp_1' });

    expect(id).toBe('resp_2');
  });

  const counting = (...tokens: number[]) => {
    for (const each of tokens)
      nock(API)
        .post('/v1/responses/input_tokens', (body) => body.conversation !== undefined)
        .reply(200, { object: 'response.input_tokens', input_tokens: each });
  };

  test('is counted by OpenAI where it is that of a conversation', async () => {
    const { ask } = await server();
    counting(900, 2900);
    nock(API).post('/v1/responses').twice().reply(200, answer('resp_1'));

    await ask({ conversation: 'conv_1' });
    const { id } = await ask({ conversation: { id: 'conv_1' } });

    expect(id).toBe('resp_1');
  });

  test('is not taken from memory where another server may have added to the conversation', async () => {
    const { ask, refused, client } = await server();
    nock(API).post('/v1/conversations').reply(200, { id: 'conv_1', object: 'conversation' });
    nock(API).post('/v1/responses').reply(200, answer('resp_1'));
    counting(900, 900_000);

    await client.conversations.create({});
    await ask({ conversation: 'conv_1' });
    const refusal = await refused({ conversation: 'conv_1' });

    expect(refusal.code).toBe('BUDGET_EXCEEDED');
  });

  test('grows too large with what is added', async () => {
    const { refused, client } = await server();
    nock(API).post('/v1/conversations').reply(200, { id: 'conv_1', object: 'conversation' });
    nock(API).post('/v1/conversations/conv_1/items').reply(200, { object: 'list', data: [] });

    await client.conversations.create({});
    await client.conversations.items.create('conv_1', {
      items: [{ type: 'message', role: 'user', content: 'x'.repeat(900_000) }],
    });
    const refusal = await refused({ conversation: 'conv_1' });

    expect(refusal.code).toBe('BUDGET_EXCEEDED');
  });

  test('may fill the whole context window where OpenAI does not count it', async () => {
    const { refused, client } = await server();
    nock(API).post('/v1/conversations').reply(200, { id: 'conv_1', object: 'conversation' });
    nock(API).post('/v1/responses/input_tokens').reply(500, {});

    await client.conversations.create({});
    const refusal = await refused({ conversation: 'conv_1' });

    expect(refusal.code).toBe('BUDGET_EXCEEDED');
  });
});
