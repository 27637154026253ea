import nock from 'nock';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { API, chatAnswer, events, openServices } from './open-services.js';

const MESSAGES = [{ role: 'user' as const, content: 'Hi' }];
const SSE = { 'content-type': 'text/event-stream', 'x-request-id': 'req_1' };

beforeAll(() => nock.disableNetConnect());
afterEach(() => nock.cleanAll());
afterAll(() => nock.enableNetConnect());

describe('what a request used and cost', () => {
  test('is read off a Chat Completions answer', async () => {
    const usage = {
      prompt_tokens: 1000,
      completion_tokens: 200,
      prompt_tokens_details: { cached_tokens: 400 },
    };
    nock(API).post('/v1/chat/completions').reply(200, chatAnswer(usage), { 'x-request-id': 'req_1' });
    const { client, call, costs } = await openServices();

    await call.run(async () => client.chat.completions.create({ model: 'gpt-6-luna', messages: MESSAGES }));

    // 600 × $0.10 + 400 × $0.01 + 200 × $0.50 a million
    expect(call.requests).toMatchObject([
      {
        endpoint: '/chat/completions',
        model: 'gpt-6-luna',
        costNanoUsd: 164_000n,
        status: 200,
        tries: 1,
        requestId: 'req_1',
      },
    ]);
    expect(call.requests[0]?.usage).toMatchObject({
      inputTokens: 1000,
      cachedInputTokens: 400,
      outputTokens: 200,
    });
    expect(costs.report().byTool).toMatchObject([
      { name: 'chat-completion', requests: 1, costUsd: 0.000164 },
    ]);
  });

  test('counts cache writes of both lifetimes, the tier that served, and web searches of a response', async () => {
    const usage = {
      input_tokens: 10_000,
      input_tokens_details: {
        cached_tokens: 2000,
        cache_write_tokens: 3000,
        cache_write_tokens_details: { ttl_30m_tokens: 2000, ttl_12h_tokens: 1000 },
      },
      output_tokens: 1000,
      output_tokens_details: { reasoning_tokens: 900 },
    };
    const tool_usage = { web_search: { num_requests: 3 } };
    nock(API).post('/v1/responses').reply(200, {
      id: 'resp_1',
      model: 'gpt-6.2-sol',
      service_tier: 'priority',
      output: [],
      usage,
      tool_usage,
    });
    const { client, call } = await openServices();

    await call.run(async () => client.responses.create({ model: 'gpt-6.2-sol', input: 'Hi' }));

    // (5,000 × 2,000 + 2,000 × 100 + 2,000 × 2,500 + 1,000 × 5,000 + 1,000 × 10,000) × 2 + 3 × $0.01
    expect(call.requests[0]?.costNanoUsd).toBe(60_400_000n + 30_000_000n);
    expect(call.requests[0]?.usage?.reasoningTokens).toBe(900);
  });

  test('is the long-context price of the whole request above 272,000 tokens', async () => {
    const usage = { input_tokens: 300_000, output_tokens: 1000 };
    nock(API).post('/v1/responses').reply(200, { id: 'resp_1', model: 'gpt-6-luna', output: [], usage });
    const { client, call } = await openServices();

    await call.run(async () => client.responses.create({ model: 'gpt-6-luna', input: 'Hi' }));

    expect(call.requests[0]?.costNanoUsd).toBe(60_000_000n + 750_000n);
  });

  test('is half the price on the flex tier', async () => {
    const usage = { input_tokens: 1001, output_tokens: 0 };
    nock(API)
      .post('/v1/responses')
      .reply(200, { id: 'r', model: 'gpt-6-luna', service_tier: 'flex', output: [], usage });
    const { client, call } = await openServices();

    await call.run(async () =>
      client.responses.create({ model: 'gpt-6-luna', input: 'Hi', service_tier: 'flex' }),
    );

    expect(call.requests[0]?.costNanoUsd).toBe(50_050n);
  });

  test('tells picture tokens from text tokens', async () => {
    const usage = {
      input_tokens: 300,
      input_tokens_details: { image_tokens: 200, text_tokens: 100 },
      output_tokens: 1000,
      total_tokens: 1300,
    };
    nock(API)
      .post('/v1/images/generations')
      .reply(200, { data: [{ b64_json: 'AA==' }], usage });
    const { client, call } = await openServices();

    await call.run(async () => client.images.generate({ model: 'gpt-image-2.6-flare', prompt: 'A cat' }));

    // 100 × $5 + 200 × $8 + 1,000 × $30 a million
    expect(call.requests[0]).toMatchObject({ model: 'gpt-image-2.6-flare', costNanoUsd: 32_100_000n });
    expect(call.requests[0]?.usage?.imageOutputTokens).toBe(1000);
  });

  test('prices the pictures that a response drew by the model of its tool, and not at all without one', async () => {
    const drawing = {
      input_tokens: 100,
      input_tokens_details: { text_tokens: 100 },
      output_tokens: 1000,
      total_tokens: 1100,
    };
    const answer = {
      model: 'gpt-6-luna',
      output: [],
      usage: { input_tokens: 1000, output_tokens: 0 },
      tool_usage: { image_gen: drawing },
    };
    nock(API).post('/v1/responses').twice().reply(200, answer);
    const { client, call } = await openServices();

    await call.run(async () => {
      const tools = [{ type: 'image_generation' as const, model: 'gpt-image-2.6-flare' }];
      await client.responses.create({ model: 'gpt-6-luna', input: 'Draw', tools });
      await client.responses.create({
        model: 'gpt-6-luna',
        input: 'Draw',
        tools: [{ type: 'image_generation' }],
      });
    });

    expect(call.requests.map(({ costNanoUsd }) => costNanoUsd)).toEqual([
      100_000n + 500_000n + 30_000_000n,
      null,
    ]);
  });

  test('is read off embeddings, and moderation is free', async () => {
    nock(API)
      .post('/v1/embeddings')
      .reply(200, {
        data: [{ embedding: [1, 2], index: 0 }],
        model: 'text-embedding-3-small',
        usage: { prompt_tokens: 50 },
      })
      .post('/v1/moderations')
      .reply(200, { id: 'm', model: 'omni-moderation-latest', results: [] });
    const { client, call } = await openServices();

    await call.run(async () => {
      await client.embeddings.create({
        model: 'text-embedding-3-small',
        input: 'Hi',
        encoding_format: 'float',
      });
      await client.moderations.create({ input: 'Hi' });
    });

    expect(call.requests.map(({ costNanoUsd }) => costNanoUsd)).toEqual([1000n, 0n]);
  });

  test('is unknown, not nothing, for a model without a price', async () => {
    nock(API)
      .post('/v1/chat/completions')
      .reply(200, chatAnswer({ prompt_tokens: 10, completion_tokens: 1 }, 'gpt-9'));
    const { client, call, costs } = await openServices();

    await call.run(async () => client.chat.completions.create({ model: 'gpt-9', messages: MESSAGES }));

    expect(call.requests[0]).toMatchObject({ model: 'gpt-9', costNanoUsd: null });
    expect(costs.report().total).toMatchObject({ inputTokens: 10, costUsd: 0, unpricedRequests: 1 });
  });

  test('is unknown where a compatible server reports no usage', async () => {
    nock('http://localhost:11434').post('/v1/chat/completions').reply(200, chatAnswer(undefined, 'llama4'));
    const { client, call } = await openServices({ openai: { baseURL: 'http://localhost:11434/v1' } });

    await call.run(async () => client.chat.completions.create({ model: 'llama4', messages: MESSAGES }));

    expect(call.requests[0]).toMatchObject({ usage: null, costNanoUsd: null, endpoint: '/chat/completions' });
  });

  test('follows the price list for an id that only that list has, never for one that merely begins like it', async () => {
    const usage = { prompt_tokens: 1000, completion_tokens: 0 };
    nock(API).post('/v1/chat/completions').reply(200, chatAnswer(usage, 'gpt-3.5-turbo-instruct'));
    nock(API).post('/v1/chat/completions').reply(200, chatAnswer(usage, 'gpt-5.6'));
    const { client, call } = await openServices();

    await call.run(async () => {
      await client.chat.completions.create({ model: 'gpt-3.5-turbo-instruct', messages: MESSAGES });
      await client.chat.completions.create({ model: 'gpt-5.6', messages: MESSAGES });
    });

    expect(call.requests.map(({ costNanoUsd }) => costNanoUsd)).toEqual([1_500_000n, null]);
  });

  test('leaves nothing to pay for a refused request', async () => {
    nock(API)
      .post('/v1/chat/completions')
      .reply(400, { error: { message: 'No.' } });
    const { client, call } = await openServices();

    await call
      .run(async () => client.chat.completions.create({ model: 'gpt-6-luna', messages: MESSAGES }))
      .catch(() => {});

    expect(call.requests).toMatchObject([{ status: 400, costNanoUsd: 0n, usage: null }]);
  });
});

describe('a stream', () => {
  const chunk = (delta: object, finish_reason: string | null = null) => ({
    model: 'gpt-6-luna',
    choices: [{ index: 0, delta, finish_reason }],
    usage: null,
  });
  const usage = { prompt_tokens: 1000, completion_tokens: 200 };

  test('of Chat Completions is asked for its usage, and is on record when the loop ends', async () => {
    const body = events(
      chunk({ content: 'Hel' }),
      chunk({ content: 'lo' }, 'stop'),
      { model: 'gpt-6-luna', choices: [], usage },
      '[DONE]',
    );
    const request = nock(API)
      .post('/v1/chat/completions', ({ stream_options }) => stream_options?.include_usage === true)
      .reply(200, body, SSE);
    const { client, call } = await openServices();

    const text = await call.run(async () => {
      let text = '';
      const stream = await client.chat.completions.create({
        model: 'gpt-6-luna',
        messages: MESSAGES,
        stream: true,
      });
      for await (const { choices } of stream) text += choices[0]?.delta.content ?? '';
      expect(call.requests).toHaveLength(1);
      return text;
    });

    expect(text).toBe('Hello');
    expect(request.isDone()).toBe(true);
    expect(call.requests).toMatchObject([{ model: 'gpt-6-luna', costNanoUsd: 200_000n, requestId: 'req_1' }]);
  });

  test('of Responses is on record when its last event is seen', async () => {
    const response = {
      id: 'r',
      model: 'gpt-6-luna',
      output: [],
      usage: { input_tokens: 1000, output_tokens: 200 },
    };
    const body = events(
      { type: 'response.created', response: { id: 'r', usage: null } },
      {
        type: 'response.output_text.delta',
        delta: 'the words "usage": {"input_tokens": 5} and "type":"response.completed"',
      },
      { type: 'response.completed', response },
    );
    nock(API).post('/v1/responses').reply(200, body, SSE);
    const { client, call } = await openServices();

    await call.run(async () => {
      const stream = await client.responses.create({ model: 'gpt-6-luna', input: 'Hi', stream: true });
      for await (const event of stream) {
        if (event.type === 'response.completed') expect(call.requests).toHaveLength(1);
      }
    });

    expect(call.requests).toMatchObject([
      { costNanoUsd: 200_000n, usage: { inputTokens: 1000, outputTokens: 200 } },
    ]);
  });

  test('of pictures is metered', async () => {
    const body = events(
      { type: 'image_generation.partial_image', b64_json: 'AA==' },
      {
        type: 'image_generation.completed',
        b64_json: 'A'.repeat(300_000),
        usage: { input_tokens: 100, output_tokens: 1000 },
      },
    );
    nock(API).post('/v1/images/generations').reply(200, body, SSE);
    const { client, call } = await openServices();

    await call.run(async () => {
      const stream = await client.images.generate({
        model: 'gpt-image-2',
        prompt: 'A cat',
        stream: true,
        partial_images: 1,
      });
      for await (const _ of stream);
    });

    expect(call.requests[0]?.costNanoUsd).toBe(30_500_000n);
  });

  test('that the reader leaves early is on record with an unknown cost', async () => {
    nock(API)
      .post('/v1/chat/completions')
      .reply(200, events(chunk({ content: 'Hel' }), chunk({ content: 'lo' })), SSE);
    const { client, call } = await openServices();

    await call.run(async () => {
      const stream = await client.chat.completions.create({
        model: 'gpt-6-luna',
        messages: MESSAGES,
        stream: true,
      });
      for await (const _ of stream) break;
    });

    expect(call.requests).toMatchObject([{ usage: null, costNanoUsd: null }]);
  });

  test('reaches the helpers of the SDK unharmed', async () => {
    const body = events(
      chunk({ role: 'assistant', content: 'Hel' }),
      chunk({ content: 'lo' }, 'stop'),
      { choices: [], usage },
      '[DONE]',
    );
    nock(API).post('/v1/chat/completions').reply(200, body, SSE);
    const { client, call } = await openServices();

    const text = await call.run(async () =>
      client.chat.completions.stream({ model: 'gpt-6-luna', messages: MESSAGES }).finalContent(),
    );

    expect(text).toBe('Hello');
  });
});
