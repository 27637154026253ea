import nock from 'nock';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { API, chatAnswer, openServices, refusalOf } from './open-services.js';

const ASK = { model: 'gpt-6-luna', messages: [{ role: 'user' as const, content: 'Hi' }] };
const SOON = { 'retry-after-ms': '1' };
const chat = () => nock(API).post('/v1/chat/completions');

beforeAll(() => nock.disableNetConnect());
afterEach(() => nock.cleanAll());
afterAll(() => nock.enableNetConnect());

test('A rate limit with a short Retry-After is waited for, and the caller is told', async () => {
  chat().reply(429, { error: { code: 'rate_limit_exceeded' } }, { 'retry-after': '1' });
  chat().reply(200, chatAnswer());
  const { client, call } = await openServices();
  const started = Date.now();

  await call.run(async () => client.chat.completions.create(ASK));

  expect(Date.now() - started).toBeGreaterThanOrEqual(1000);
  expect(call.messages).toEqual(['OpenAI asks to wait 1 s (rate limit)']);
  expect(call.requests).toMatchObject([{ tries: 2, status: 200 }]);
});

test('A Retry-After that is longer than we wait becomes an answer at once that says when to come back', async () => {
  chat().reply(429, { error: { code: 'rate_limit_exceeded' } }, { 'retry-after': '120' });
  const services = await openServices();

  const refusal = await refusalOf(
    services,
    services.call.run(async () => services.client.chat.completions.create(ASK)),
  );

  expect(refusal).toMatchObject({ code: 'RATE_LIMITED', facts: { retryAfterSeconds: 120 } });
  expect(services.call.requests).toMatchObject([{ tries: 1, status: 429, costNanoUsd: 0n }]);
});

test('A Retry-After may be a date', async () => {
  const date = new Date(Date.now() + 90_000).toUTCString();
  chat().reply(503, { error: {} }, { 'retry-after': date });
  const services = await openServices();

  const refusal = await refusalOf(services, services.client.chat.completions.create(ASK));

  expect(refusal.code).toBe('UPSTREAM_FAILED');
  expect(refusal.facts.retryAfterSeconds).toBeGreaterThan(60);
  expect(refusal.facts.retryAfterSeconds).toBeLessThanOrEqual(90);
});

test.each(['insufficient_quota', 'credit_balance_exhausted', 'billing_hard_limit_reached'])(
  'An account without credit (%s) is not asked twice',
  async (code) => {
    chat().reply(429, { error: { code, message: 'You exceeded your current quota.' } }, SOON);
    const services = await openServices();

    const refusal = await refusalOf(
      services,
      services.call.run(async () => services.client.chat.completions.create(ASK)),
    );

    expect(refusal.code).toBe('QUOTA_EXHAUSTED');
    expect(services.call.requests[0]?.tries).toBe(1);
  },
);

test.each([500, 502, 503, 408, 409, 429])('Status %s, twice, is got over', async (status) => {
  chat().twice().reply(status, { error: {} }, SOON);
  chat().reply(200, chatAnswer());
  const { client, call } = await openServices();

  await call.run(async () => client.chat.completions.create(ASK));

  expect(call.requests).toMatchObject([{ tries: 3, status: 200 }]);
});

test.each([400, 401, 403, 404, 422])('Status %s is final', async (status) => {
  chat().reply(status, { error: {} }, SOON);
  const services = await openServices();

  await refusalOf(
    services,
    services.call.run(async () => services.client.chat.completions.create(ASK)),
  );

  expect(services.call.requests[0]?.tries).toBe(1);
});

test('x-should-retry has the last word', async () => {
  chat().reply(500, { error: {} }, { ...SOON, 'x-should-retry': 'false' });
  const services = await openServices();

  await refusalOf(
    services,
    services.call.run(async () => services.client.chat.completions.create(ASK)),
  );

  expect(services.call.requests[0]?.tries).toBe(1);
});

test('openai.maxRetries is the end of it, whatever a plugin asks of the SDK', async () => {
  chat().times(9).reply(500, { error: {} }, SOON);
  const services = await openServices({ openai: { maxRetries: 1 } });

  const refusal = await refusalOf(
    services,
    services.call.run(async () => services.client.chat.completions.create(ASK, { maxRetries: 5 })),
  );

  expect(refusal.code).toBe('UPSTREAM_FAILED');
  expect(services.call.requests).toMatchObject([{ tries: 2 }]);
});

test('A refused connection is tried again: nothing was sent', async () => {
  chat().replyWithError(Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }));
  chat().reply(200, chatAnswer());
  const { client, call } = await openServices();

  await call.run(async () => client.chat.completions.create(ASK));

  expect(call.requests).toMatchObject([{ tries: 2, status: 200 }]);
});

test('A name that leads nowhere is told as such once the tries are used up', async () => {
  chat()
    .times(2)
    .replyWithError(Object.assign(new Error('no such host'), { code: 'ENOTFOUND' }));
  const services = await openServices({ openai: { maxRetries: 1 } });

  const refusal = await refusalOf(
    services,
    services.call.run(async () => services.client.chat.completions.create(ASK)),
  );

  expect(refusal.code).toBe('UPSTREAM_UNREACHABLE');
  expect(services.call.requests).toMatchObject([{ tries: 2, status: 0, costNanoUsd: 0n }]);
});

test('A wait for the next try ends with the call', async () => {
  chat().reply(429, { error: {} }, { 'retry-after': '20' });
  const services = await openServices();
  const { call, client } = services;

  const work = call.run(async () => client.chat.completions.create(ASK));
  const refusal = refusalOf(services, work);
  await expect.poll(() => call.messages.length).toBe(1);
  call.cancel();

  expect((await refusal).code).toBe('CANCELLED');
});
