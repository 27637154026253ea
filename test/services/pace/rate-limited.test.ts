import { expect, test } from 'vitest';
import { FakeClock, settled } from './fake-clock.js';
import { type Arrival, pacedServices, startUpstream, times } from './paced-services.js';

const RETRY = { openai: { maxRetries: 3 }, limits: { maxWaitSeconds: 600 } };

async function opened(script?: (arrival: Arrival, nth: number) => void, options: object = {}) {
  const clock = new FakeClock();
  const upstream = await startUpstream(clock, script);
  return { clock, upstream, ...(await pacedServices({ upstream, clock, ...RETRY, ...options })) };
}

const limited = { error: { code: 'rate_limit_exceeded' } };

test('After a 429 nothing is sent until its time has passed, and the one it was for goes first', async () => {
  const { clock, upstream, send } = await opened(
    (arrival, nth) =>
      nth === 0 ? arrival.answer(429, limited, { 'retry-after': '20' }) : arrival.answer(200),
    { limits: { models: { '*': { requestsPerMinute: 2 } }, maxWaitSeconds: 600 } },
  );
  const first = send('refused');
  await expect.poll(() => first.call.messages).toEqual([expect.stringContaining('asks to wait 20 s')]);

  const others = times(2, () => send('later'));
  await settled();
  await clock.advance(20_000);
  expect(upstream.arrivals).toHaveLength(1);
  await clock.advance(100);

  expect(await first.outcome).toBe('answered');
  expect(upstream.arrivals.map(({ client }) => client)).toEqual(['refused', 'refused']);
  await clock.advance(61_100);
  expect(await Promise.all(others.map(({ outcome }) => outcome))).toEqual(['answered', 'answered']);
});

test('A storm of 429 is one wait for all, not one for each', async () => {
  let nth = 0;
  const { clock, upstream, send } = await opened((arrival) => {
    nth += 1;
    if (nth <= 30) arrival.answer(429, limited, { 'retry-after': '2' });
    else arrival.answer(200);
  });

  const sent = times(30, (each) => send(`client ${each % 3}`));
  await expect.poll(() => sent.every(({ call }) => call.messages.length > 0)).toBe(true);
  await clock.advance(2000);
  expect(upstream.arrivals).toHaveLength(30);
  await clock.advance(200);

  expect(await Promise.all(sent.map(({ outcome }) => outcome))).toEqual(times(30, () => 'answered'));
  expect(upstream.arrivals).toHaveLength(60);
});

test('A wait that is longer than anybody may wait is told at once', async () => {
  const { send } = await opened((arrival) => arrival.answer(429, limited, { 'retry-after': '900' }));

  expect(await send('first').outcome).toBe('RATE_LIMITED');
  const refusal = await send('next').refusal();

  expect(refusal).toMatchObject({ code: 'QUEUE_TIMEOUT', facts: { retryAfterSeconds: 901 } });
});

test('A 429 without Retry-After is waited for until the exhausted limit is reset', async () => {
  const { clock, upstream, send } = await opened((arrival, nth) => {
    const headers = {
      'x-ratelimit-remaining-requests': '7',
      'x-ratelimit-reset-requests': '5m0s',
      'x-ratelimit-remaining-tokens': '0',
      'x-ratelimit-reset-tokens': '12s',
    };
    if (nth === 0) arrival.answer(429, limited, headers);
    else arrival.answer(200);
  });

  const { outcome, call } = send('one');
  await expect.poll(() => call.messages.length).toBe(1);
  await clock.advance(11_900);
  expect(upstream.arrivals).toHaveLength(1);
  await clock.advance(200);

  expect(await outcome).toBe('answered');
});

test('Another model is not held up', async () => {
  const { send } = await opened((arrival, nth) =>
    nth === 0 ? arrival.answer(429, limited, { 'retry-after': '20' }) : arrival.answer(200),
  );
  const refused = send('one');
  await expect.poll(() => refused.call.messages.length).toBe(1);

  expect(await send('two', 'gpt-6-sol').outcome).toBe('answered');
});

test('An account without credit holds nobody up', async () => {
  const { send, upstream } = await opened((arrival, nth) =>
    nth === 0
      ? arrival.answer(429, { error: { code: 'insufficient_quota' } }, { 'retry-after': '900' })
      : arrival.answer(200),
  );

  expect(await send('one').outcome).toBe('QUOTA_EXHAUSTED');
  expect(await send('one').outcome).toBe('answered');
  expect(upstream.arrivals).toHaveLength(2);
});

test('A retry takes part in the limit, too', async () => {
  const { clock, upstream, send } = await opened(
    (arrival, nth) => (nth === 0 ? arrival.answer(500) : arrival.answer(200)),
    { limits: { models: { '*': { requestsPerMinute: 1 } } } },
  );

  const { outcome, call } = send('one');
  await expect.poll(() => call.messages.length).toBe(1);
  await clock.advance(60_000);
  expect(upstream.arrivals).toHaveLength(1);
  await clock.advance(1100);

  expect(await outcome).toBe('answered');
});

test('A retry that can have no turn leaves the answer of the try before', async () => {
  const { clock, send } = await opened((arrival) => arrival.answer(500), {
    limits: { models: { '*': { requestsPerMinute: 1 } }, maxWaitSeconds: 5 },
  });

  const { outcome, call } = send('one');
  await expect.poll(() => call.messages.length).toBe(1);
  await clock.advance(10_000);

  expect(await outcome).toBe('UPSTREAM_FAILED');
  expect(call.requests).toMatchObject([{ tries: 1, status: 500 }]);
});
