import nock from 'nock';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { API, events, openServices, refusalOf } from './open-services.js';

const ASK = { model: 'gpt-6-luna', messages: [{ role: 'user' as const, content: 'Hi' }] };

beforeAll(() => nock.disableNetConnect());
afterEach(() => nock.cleanAll());
afterAll(() => nock.enableNetConnect());

async function refusalTo(status: number, body: nock.Body, headers: nock.ReplyHeaders = {}) {
  nock(API)
    .post('/v1/chat/completions')
    .reply(status, body, { 'x-request-id': 'req_9', ...headers });
  const services = await openServices({ openai: { maxRetries: 0 } });
  return refusalOf(services, services.client.chat.completions.create(ASK));
}

describe('an error of the API becomes a code of ours', () => {
  test.each([
    [
      'API_KEY_INVALID',
      401,
      { code: 'invalid_api_key', message: 'Incorrect API key provided: sk-test-0123****789.' },
    ],
    ['API_PERMISSION_DENIED', 403, { code: null, message: 'Missing scopes: model.request' }],
    ['MODEL_NOT_FOUND', 404, { code: 'model_not_found', message: 'The model `gpt-6-lune` does not exist.' }],
    ['UPSTREAM_NOT_FOUND', 404, { message: 'No such file.' }],
    ['UPSTREAM_REJECTED', 400, { message: 'Unknown parameter.', param: 'foo' }],
    ['UPSTREAM_REJECTED', 422, { message: 'Unprocessable.' }],
    ['CONTENT_REFUSED', 400, { code: 'content_policy_violation', message: 'Your request was rejected.' }],
    ['CONTENT_REFUSED', 400, { code: 'moderation_blocked', message: 'Your request was rejected.' }],
    ['CONTEXT_TOO_LONG', 400, { code: 'context_length_exceeded', message: 'Too long.' }],
    ['RATE_LIMITED', 429, { code: 'rate_limit_exceeded' }],
    ['QUOTA_EXHAUSTED', 429, { type: 'insufficient_quota' }],
    ['UPSTREAM_FAILED', 500, { message: 'The server had an error.' }],
  ])('%s (%i)', async (code, status, error) => {
    const refusal = await refusalTo(status, { error });

    expect(refusal).toMatchObject({ code, facts: { requestId: 'req_9' } });
    expect(refusal.message).not.toContain('sk-test');
  });

  test('with the name of the model that was probably meant', async () => {
    const refusal = await refusalTo(404, {
      error: { code: 'model_not_found', message: 'The model `gpt-6-lune` does not exist.' },
    });

    expect(refusal.hint).toContain('gpt-6-luna');
  });

  test('but not with the very name that was refused', async () => {
    const refusal = await refusalTo(404, {
      error: { code: 'model_not_found', message: 'The model `gpt-6-luna` does not exist.' },
    });

    expect(refusal.hint).not.toContain('gpt-6-luna?');
  });

  test("with the API's own sentence, cut and without keys", async () => {
    const message = `Bad key sk-proj-abcdefghijklmnop in the input ${'x'.repeat(600)}`;

    const refusal = await refusalTo(400, { error: { message, param: 'input' } });

    expect(refusal.message).toContain('Bad key [key] in the input');
    expect(refusal.message.length).toBeLessThan(380);
    expect(refusal.hint).toContain('input');
  });

  test('where a gateway answers in HTML, without its page', async () => {
    const refusal = await refusalTo(502, '<html>Bad gateway</html>', { 'content-type': 'text/html' });

    expect(refusal.code).toBe('UPSTREAM_FAILED');
    expect(refusal.message).not.toContain('html');
  });

  test('where a redirect comes, which is not followed', async () => {
    const refusal = await refusalTo(302, '', { location: 'https://example.com/' });

    expect(refusal.code).toBe('UPSTREAM_INVALID_RESPONSE');
  });
});

describe('an answer that is none is UPSTREAM_INVALID_RESPONSE', () => {
  test.each([
    ['malformed JSON', '{"id": "chatcmpl-1", "choi', 'application/json'],
    ['a page', '<html>Log in</html>', 'text/html'],
    ['a page without a type', '<html>Log in</html>', 'text/plain'],
  ])('%s', async (_, body, type) => {
    const refusal = await refusalTo(200, body, { 'content-type': type });

    expect(refusal).toMatchObject({ code: 'UPSTREAM_INVALID_RESPONSE', facts: { requestId: 'req_9' } });
  });
});

describe('a stream', () => {
  const SSE = { 'content-type': 'text/event-stream' };
  const delta = { choices: [{ index: 0, delta: { content: 'Hel' }, finish_reason: null }] };

  async function refusalInStream(body: string) {
    nock(API).post('/v1/chat/completions').reply(200, body, SSE);
    const services = await openServices();
    const read = async () => {
      for await (const _ of await services.client.chat.completions.create({ ...ASK, stream: true }));
    };
    const refusal = await refusalOf(services, services.call.run(read));
    return { refusal, requests: services.call.requests };
  }

  test('that is cut short is no whole answer', async () => {
    const { refusal, requests } = await refusalInStream(events(delta));

    expect(refusal.code).toBe('UPSTREAM_INVALID_RESPONSE');
    expect(requests).toMatchObject([{ costNanoUsd: null }]);
  });

  test('whose events are not JSON is told as such', async () => {
    const { refusal } = await refusalInStream(`data: {"choices": [\n\n${events('[DONE]')}`);

    expect(refusal.code).toBe('UPSTREAM_INVALID_RESPONSE');
  });

  test('that carries an error ends with it', async () => {
    const { refusal } = await refusalInStream(
      events(delta, { error: { code: 'server_error', message: 'Sorry.' } }),
    );

    expect(refusal.code).toBe('UPSTREAM_FAILED');
  });

  test('of Responses without its last event is no whole answer', async () => {
    nock(API)
      .post('/v1/responses')
      .reply(200, events({ type: 'response.output_text.delta', delta: 'Hel' }), SSE);
    const services = await openServices();
    const read = async () => {
      for await (const _ of await services.client.responses.create({
        model: 'gpt-6-luna',
        input: 'Hi',
        stream: true,
      }));
    };

    expect((await refusalOf(services, read())).code).toBe('UPSTREAM_INVALID_RESPONSE');
  });
});

describe('without a key', () => {
  test('a call says what to set, and nothing is sent', async () => {
    const request = nock(API).post('/v1/chat/completions').reply(200, {});
    const services = await openServices({ openai: { apiKey: undefined } });

    const refusal = await refusalOf(
      services,
      services.call.run(async () => services.client.chat.completions.create(ASK)),
    );

    expect(refusal).toMatchObject({
      code: 'API_KEY_MISSING',
      message: expect.stringContaining('OPENAI_API_KEY is not set'),
    });
    expect(request.isDone()).toBe(false);
    expect(services.call.requests).toEqual([]);
  });

  test('a server that wants none is still asked', async () => {
    const local = nock('http://localhost:11434', { badheaders: ['authorization'] })
      .get('/v1/models')
      .reply(200, { data: [] });
    const { client } = await openServices({
      openai: { apiKey: undefined, baseURL: 'http://localhost:11434/v1' },
    });

    await client.models.list();

    expect(local.isDone()).toBe(true);
  });
});

test('An error of the plugin itself is left alone', async () => {
  const { translate } = await openServices();

  expect(translate(new TypeError('x is not a function'))).toBeUndefined();
  expect(translate(new SyntaxError('Unexpected token'))).toBeUndefined();
});
