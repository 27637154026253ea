import { expect, test } from 'vitest';
import { FakeClock, settled } from './fake-clock.js';
import { type Arrival, pacedServices, startUpstream } from './paced-services.js';

const LIMITS = { breakAfter: 3, breakSeconds: 30 };

async function opened(limits: object = {}, openai: object = {}) {
  const clock = new FakeClock();
  const upstream = await startUpstream(clock, (arrival) => script(arrival));
  const services = await pacedServices({ upstream, clock, limits: { ...LIMITS, ...limits }, openai });
  let script = (arrival: Arrival) => arrival.answer(500);
  return {
    clock,
    upstream,
    ...services,
    answer: (next: (arrival: Arrival) => void) => {
      script = next;
    },
  };
}

async function broken(limits: object = {}) {
  const services = await opened(limits);
  for (let nth = 0; nth < 3; nth += 1) await services.send('one').outcome;
  return services;
}

test('After so many failures in a row nothing is sent, and the refusal says until when', async () => {
  const { upstream, send, clock } = await broken();
  await clock.advance(10_000);

  const refusal = await send('one', 'gpt-6-sol').refusal();

  expect(refusal).toMatchObject({ code: 'CIRCUIT_OPEN', facts: { retryAfterSeconds: 20 } });
  expect(upstream.arrivals).toHaveLength(3);
});

test('Once the time is over one request tries, and the others still are refused', async () => {
  const { clock, upstream, send, answer } = await broken();
  answer(() => {});
  await clock.advance(30_000);

  const probe = send('one');
  await expect.poll(() => upstream.arrivals.length).toBe(4);
  const other = await send('two').outcome;
  upstream.arrivals[3]!.answer(200);

  expect(other).toBe('CIRCUIT_OPEN');
  expect(await probe.outcome).toBe('answered');
  answer((arrival) => arrival.answer(200));
  expect(await send('two').outcome).toBe('answered');
});

test('A probe that fails opens it again for the whole time', async () => {
  const { clock, send, upstream } = await broken();
  await clock.advance(30_000);

  expect(await send('one').outcome).toBe('UPSTREAM_FAILED');
  await clock.advance(29_000);
  const refusal = await send('one').refusal();

  expect(refusal).toMatchObject({ code: 'CIRCUIT_OPEN', facts: { retryAfterSeconds: 1 } });
  expect(upstream.arrivals).toHaveLength(4);
});

test('A probe that is cancelled has shown nothing: the next request is the probe', async () => {
  const { clock, upstream, send, answer } = await broken();
  answer(() => {});
  await clock.advance(30_000);
  const probe = send('one');
  await expect.poll(() => upstream.arrivals.length).toBe(4);

  probe.call.cancel();
  expect(await probe.outcome).toBe('CANCELLED');
  answer((arrival) => arrival.answer(200));

  expect(await send('two').outcome).toBe('answered');
});

test.each([400, 401, 404, 429])('Status %s is no failure of the service', async (status) => {
  const { send, answer } = await opened({ maxWaitSeconds: 0 });
  answer((arrival) => arrival.answer(status, { error: {} }, { 'retry-after-ms': '0' }));
  for (let nth = 0; nth < 5; nth += 1) await send('one', `gpt-${nth}`).outcome;

  answer((arrival) => arrival.answer(200));

  expect(await send('one').outcome).toBe('answered');
});

test('Cancelled requests count for nothing', async () => {
  const { send, answer, upstream } = await opened();
  answer(() => {});
  for (let nth = 0; nth < 5; nth += 1) {
    const { call, outcome } = send('one');
    await expect.poll(() => upstream.arrivals.length).toBe(nth + 1);
    call.cancel();
    expect(await outcome).toBe('CANCELLED');
  }

  answer((arrival) => arrival.answer(200));

  expect(await send('one').outcome).toBe('answered');
});

test('An answer in between begins the count anew', async () => {
  const { send, answer } = await opened();
  for (const status of [500, 502, 200, 500, 503]) {
    answer((arrival) => arrival.answer(status));
    await send('one').outcome;
  }
  answer((arrival) => arrival.answer(200));

  expect(await send('one').outcome).toBe('answered');
});

test('No connection is a failure, too', async () => {
  const clock = new FakeClock();
  const upstream = { url: 'http://127.0.0.1:1/v1', arrivals: [] };
  const { send } = await pacedServices({ upstream, clock, limits: LIMITS });

  for (let nth = 0; nth < 3; nth += 1) expect(await send('one').outcome).toBe('UPSTREAM_UNREACHABLE');

  expect(await send('one').outcome).toBe('CIRCUIT_OPEN');
});

test('Who waits for a turn when it opens is told at once', async () => {
  const { send, answer, upstream } = await opened({ models: { '*': { requestsPerMinute: 3 } } });
  answer(() => {});
  const sent = [send('one'), send('one'), send('one')];
  await expect.poll(() => upstream.arrivals.length).toBe(3);
  const waiting = send('two');
  await settled();
  for (const arrival of upstream.arrivals) arrival.answer(500);

  expect(await waiting.outcome).toBe('CIRCUIT_OPEN');
  expect(await Promise.all(sent.map(({ outcome }) => outcome))).toEqual([
    'UPSTREAM_FAILED',
    'UPSTREAM_FAILED',
    'UPSTREAM_FAILED',
  ]);
});

test('A retry is not sent when the circuit has opened: what came of the last try is told', async () => {
  const { clock, send, upstream } = await opened({ breakAfter: 2 }, { maxRetries: 5 });

  const { outcome, call } = send('one');
  await expect.poll(() => call.messages.length).toBe(1);
  await clock.advance(10_000);

  expect(await outcome).toBe('UPSTREAM_FAILED');
  expect(upstream.arrivals).toHaveLength(2);
});
