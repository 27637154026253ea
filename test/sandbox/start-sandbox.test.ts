import { describe, expect, it } from 'vitest';
import { loadAimock } from '../../src/sandbox/load-aimock.js';
import { startSandbox } from '../../src/sandbox/start-sandbox.js';
import { useSandbox } from './sandbox-client.js';

const held = useSandbox();
const post = (path: string, body: string) =>
  fetch(`${held.sandbox.baseURL}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });

describe('the sandbox as a server', () => {
  it('listens on loopback, and remembers what it was asked', async () => {
    await held.openai.responses.create({ model: 'gpt-6-luna', input: 'remember me' });

    expect(held.sandbox.baseURL).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/v1$/);
    expect(held.sandbox.requests().at(-1)).toEqual({
      method: 'POST',
      path: '/v1/responses',
      body: { model: 'gpt-6-luna', input: 'remember me' },
    });
  });

  it('sends the headers of rate limits as the real API does', async () => {
    const { response } = await held.openai.models.list().withResponse();

    expect(response.headers.get('x-ratelimit-remaining-requests')).toBe('9999');
    expect(response.headers.get('x-ratelimit-reset-tokens')).toBe('30ms');
  });

  it('lists current models with the day they end', async () => {
    const ids: Record<string, unknown> = {};

    for await (const { id, shutdown_date } of held.openai.models.list()) ids[id] = shutdown_date;

    expect(ids).toMatchObject({ 'gpt-6.2-sol': null, 'gpt-4o': '2027-01-14' });
    expect(ids).not.toHaveProperty('gpt-4-turbo');
    expect(await held.openai.models.retrieve('gpt-4o')).toMatchObject({ id: 'gpt-4o', object: 'model' });
  });

  it.each(['no-such-model', 'gpt-4-turbo', 'gpt-3.5-turbo', 'dall-e-3'])(
    'knows no model %s',
    async (model) => {
      const refused = held.openai.responses.create({ model, input: 'hi' });

      await expect(refused).rejects.toMatchObject({ status: 404, code: 'model_not_found', param: 'model' });
    },
  );

  it('answers an unknown path with a 404, and bad JSON with a 400, both in the shape of the real API', async () => {
    const unknown = await post('/nope', '{}');
    const broken = await post('/responses', '{bad');

    expect([unknown.status, broken.status]).toEqual([404, 400]);
    expect(await unknown.json()).toEqual({
      error: {
        message: 'Invalid URL (POST /v1/nope)',
        type: 'invalid_request_error',
        param: null,
        code: null,
      },
    });
    expect(await broken.json()).toMatchObject({ error: { type: 'invalid_request_error' } });
  });

  it.each([
    ['responses', { model: 'gpt-6-luna', input: [null, 7, { role: 'user', content: [null] }], tools: 'x' }],
    ['chat/completions', { model: 'gpt-4o', messages: [null, { role: 'user', content: 5 }], tools: [null] }],
    ['embeddings', { model: 'text-embedding-3-small', input: [{}] }],
    ['moderations', { input: [7] }],
    ['images/generations', { model: 'gpt-image-2', prompt: { a: 1 } }],
  ])('survives nonsense on /%s', async (path, body) => {
    const reply = await post(`/${path}`, JSON.stringify(body));
    await reply.text();

    expect([200, 400]).toContain(reply.status);
    expect((await held.openai.models.list()).data.length).toBeGreaterThan(0);
  });

  it('keeps files', async () => {
    const file = await held.openai.files.create({ file: new File(['hello'], 'a.txt'), purpose: 'evals' });

    const content = await held.openai.files.content(file.id);

    expect(await content.text()).toBe('hello');
  });

  it('stops at once, even with a stream open', async () => {
    const own = await startSandbox();
    const streaming = await fetch(`${own.baseURL}/responses`, {
      method: 'POST',
      body: JSON.stringify({ model: 'gpt-6-luna', input: 'x'.repeat(1000), stream: true }),
    });

    await own.stop();

    await expect(streaming.text()).rejects.toThrow();
    await expect(fetch(`${own.baseURL}/models`)).rejects.toThrow();
  });

  it('says what to install when aimock is missing', async () => {
    const absent = () => Promise.reject(Object.assign(new Error('no'), { code: 'ERR_MODULE_NOT_FOUND' }));

    const failure = loadAimock(absent);

    await expect(failure).rejects.toMatchObject({
      faults: [{ code: 'SANDBOX_MISSING', hint: expect.stringContaining('npm install @copilotkit/aimock') }],
    });
  });
});
