import { expect, test } from 'vitest';
import { FakeClock, settled } from './fake-clock.js';
import { pacedServices, startUpstream, times } from './paced-services.js';

const ONE_A_MINUTE = { models: { '*': { requestsPerMinute: 1 } }, maxWaitSeconds: 3600 };

/** Services whose one turn of this minute is taken. */
async function busy(limits: object = {}) {
  const clock = new FakeClock();
  const upstream = await startUpstream(clock, (arrival) => arrival.answer(200));
  const services = await pacedServices({ upstream, limits: { ...ONE_A_MINUTE, ...limits }, clock });
  await services.send('first').outcome;
  return { ...services, clock, upstream };
}

test('Clients take turns, however much one of them has waiting; each keeps its own order', async () => {
  const { clock, upstream, send } = await busy();

  const sent = [...times(4, () => send('many')), send('few'), send('one'), send('few')];
  await settled();
  for (let minute = 0; minute < sent.length; minute += 1) {
    await clock.advance(61_100);
    await expect.poll(() => upstream.arrivals.length).toBe(minute + 2);
  }

  const order = upstream.arrivals.slice(1).map(({ client }) => client);
  expect(order).toEqual(['many', 'few', 'one', 'many', 'few', 'many', 'many']);
});

test('Whoever waits is told the place every 8 seconds, and soon when it changes', async () => {
  const { clock, send, upstream } = await busy();

  send('a');
  send('b');
  const { call } = send('c');
  await settled();
  await clock.advance(1000);
  await clock.advance(60_100);
  await expect.poll(() => upstream.arrivals.length).toBe(2);
  await clock.advance(1000);

  expect(call.messages).toEqual([
    ...times(8, () => 'Waiting for gpt-6-luna: place 3 of 3'),
    'Waiting for gpt-6-luna: place 2 of 2',
  ]);
});

test('A queue that is full for one client takes the requests of another', async () => {
  const { clock, send } = await busy({ maxQueued: 2 });

  const greedy = times(3, () => send('greedy'));
  const modest = send('modest');
  await settled();
  const refusal = await greedy[2]!.refusal();

  expect(refusal).toMatchObject({ code: 'QUEUE_FULL', facts: { retryAfterSeconds: 241 } });
  expect(refusal?.message).toContain('2 requests of this client');
  await clock.advance(61_100 * 3);
  expect(await modest.outcome).toBe('answered');
});

test('maxQueued 0 lets nothing wait', async () => {
  const { clock, send } = await busy({ maxQueued: 0 });

  const refusal = await send('one').refusal();
  await clock.advance(61_100);

  expect(refusal).toMatchObject({ code: 'QUEUE_FULL', facts: { retryAfterSeconds: 61 } });
  expect(await send('one').outcome).toBe('answered');
});

test('A request that has waited too long is told how long it would have been', async () => {
  const { clock, send, upstream } = await busy({ maxWaitSeconds: 90 });

  const waiting = times(2, () => send('one'));
  await settled();
  await clock.advance(61_100);
  await expect.poll(() => upstream.arrivals.length).toBe(2);
  await clock.advance(29_000);
  const refusal = await waiting[1]!.refusal();

  expect(refusal?.code).toBe('QUEUE_TIMEOUT');
  expect([32, 33]).toContain(refusal?.facts.retryAfterSeconds);
  expect(refusal?.message).toContain('has waited 90 s');
});

test('A refusal costs nothing and is no try', async () => {
  const { send } = await busy({ maxQueued: 0 });

  const { call, outcome } = send('one');
  await outcome;

  expect(call.requests).toMatchObject([{ tries: 0, status: 0, costNanoUsd: 0n }]);
});

test('A cancelled call gives up its place at once', async () => {
  const { clock, send, upstream } = await busy({ maxQueued: 2 });
  const [first, second] = [send('one'), send('one')];
  await settled();

  first.call.cancel();
  const third = send('one');

  expect(await first.outcome).toBe('CANCELLED');
  await clock.advance(61_100 * 2);
  expect(await second.outcome).toBe('answered');
  expect(await third.outcome).toBe('answered');
  expect(upstream.arrivals).toHaveLength(3);
});

test('A call that is cancelled before it waits never waits', async () => {
  const { send, clock, upstream } = await busy();
  const { call, outcome } = send('one');
  call.cancel();

  expect(await outcome).toBe('CANCELLED');
  await clock.advance(61_100);
  expect(await send('two').outcome).toBe('answered');
  expect(upstream.arrivals.map(({ client }) => client)).toEqual(['first', 'two']);
});
