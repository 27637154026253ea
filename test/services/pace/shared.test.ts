import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Storage } from '../../../src/storage/storage.js';
import { StorageError } from '../../../src/storage/storage-error.js';
import { ENGINES, type FreshStorage, freshStorage } from '../../support/fresh-storage.js';
import { FakeClock } from './fake-clock.js';
import { pacedServices, startUpstream, times, type Upstream } from './paced-services.js';

const NO_WAIT = { maxWaitSeconds: 0 };

describe.each(ENGINES)('several servers on one %s database', (engine) => {
  let fresh: FreshStorage;
  let storages: Storage[];
  beforeEach(async () => {
    fresh = await freshStorage(engine);
    storages = await Promise.all(times(4, () => fresh.open()));
  });
  afterEach(() => fresh.drop());

  const server = (nth: number, upstream: Upstream, limits: object) =>
    pacedServices({ upstream, limits, storage: async () => storages[nth]! });

  const answering = (headers = {}) =>
    startUpstream(Date, (arrival) => arrival.answer(200, undefined, headers));

  test('keep to one limit', async () => {
    const upstream = await answering();
    const limits = { models: { '*': { requestsPerMinute: 10 } }, ...NO_WAIT };
    const servers = await Promise.all(times(4, (nth) => server(nth, upstream, limits)));

    const outcomes = await Promise.all(servers.flatMap(({ send }) => times(10, () => send('one').outcome)));

    expect(upstream.arrivals).toHaveLength(10);
    expect(outcomes.filter((outcome) => outcome === 'answered')).toHaveLength(10);
    expect(outcomes.filter((outcome) => outcome === 'QUEUE_TIMEOUT')).toHaveLength(30);
  });

  test('say how long it would be to all that have waited too long at once', async () => {
    const upstream = await answering();
    const limits = { models: { '*': { requestsPerMinute: 1 } }, maxWaitSeconds: 1 };
    const { send } = await server(0, upstream, limits);
    await send('one').outcome;

    const refusals = await Promise.all(times(3, () => send('one').refusal()));

    // The next one's turn is a minute off, however slow the machine is.
    for (const refusal of refusals) expect(refusal?.facts.retryAfterSeconds).toBeGreaterThan(5);
  });

  test('hold off with their first failure where one of them has opened the circuit', async () => {
    const upstream = await startUpstream(Date, (arrival) => arrival.answer(500));
    const limits = { breakAfter: 3, breakSeconds: 3600 };
    const first = await server(0, upstream, limits);
    const second = await server(1, upstream, limits);
    for (let nth = 0; nth < 3; nth += 1) await first.send('one').outcome;
    await expect
      .poll(async () => (await storages[0]!.db.selectFrom('pace').selectAll().execute()).length)
      .toBe(1);

    const failed = await second.send('two').outcome;

    expect(failed).toBe('UPSTREAM_FAILED');
    await expect.poll(() => second.send('two').outcome).toBe('CIRCUIT_OPEN');
    expect((await second.send('two').refusal())?.facts.retryAfterSeconds).toBeGreaterThan(3000);
  });

  test('know what one of them has learned, and what it has sent by then', async () => {
    const upstream = await answering({ 'x-ratelimit-limit-requests': '5' });
    const first = await server(0, upstream, NO_WAIT);
    expect(await first.send('one').outcome).toBe('answered');

    const second = await server(1, upstream, NO_WAIT);
    await expect
      .poll(async () => (await storages[0]!.db.selectFrom('pace').selectAll().execute()).length)
      .toBe(1);
    await Promise.all(times(10, () => second.send('two').outcome));

    expect(upstream.arrivals).toHaveLength(5);
  });

  test('hold back together after a 429', async () => {
    const limits = { models: { '*': { requestsPerMinute: 1000 } }, maxWaitSeconds: 5 };
    const upstream = await startUpstream(Date, (arrival) =>
      arrival.answer(429, { error: { code: 'rate_limit_exceeded' } }, { 'retry-after': '300' }),
    );
    const [first, second] = [await server(0, upstream, limits), await server(1, upstream, limits)];

    expect(await first.send('one').outcome).toBe('RATE_LIMITED');
    expect(await second.send('two').outcome).toBe('QUEUE_TIMEOUT');
  });

  test('leave the database alone while nothing is limited', async () => {
    const upstream = await answering();
    const { send } = await server(0, upstream, {});

    await Promise.all(times(10, () => send('one').outcome));

    expect(await storages[0]!.db.selectFrom('pace').selectAll().execute()).toEqual([]);
  });
});

test('Without its database a server keeps the limit by itself, and says so once', async () => {
  const upstream = await startUpstream(Date, (arrival) => arrival.answer(200));
  const limits = { models: { '*': { requestsPerMinute: 3 } }, ...NO_WAIT };
  const storage = () =>
    Promise.reject(new StorageError('STORAGE_READ_ONLY', 'The file is read-only.', 'Make it writable.'));
  const { send, lines } = await pacedServices({ upstream, limits, storage });

  const outcomes = await Promise.all(times(10, () => send('one').outcome));

  expect(outcomes.filter((outcome) => outcome === 'answered')).toHaveLength(3);
  expect(lines.filter((line) => line.includes('The file is read-only.'))).toHaveLength(1);
});

test('When its database is back, the limit is shared again', async () => {
  const clock = new FakeClock();
  const upstream = await startUpstream(clock, (arrival) => arrival.answer(200));
  const limits = { models: { '*': { requestsPerMinute: 3 } }, ...NO_WAIT };
  const fresh = await freshStorage('sqlite');
  const open = await fresh.open();
  let isGone = true;
  const storage = async () => {
    if (isGone) throw new StorageError('STORAGE_UNAVAILABLE', 'It is gone.', 'Bring it back.');
    return open;
  };
  const { send } = await pacedServices({ upstream, limits, storage, clock });
  await send('one').outcome;

  isGone = false;
  await clock.advance(31_000);
  await send('one').outcome;
  const rows = await open.db.selectFrom('pace').selectAll().execute();
  await fresh.drop();

  expect(rows).toHaveLength(1);
});
