import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Ledger, LedgerWindow } from '../../src/storage/ledger.js';
import type { Storage } from '../../src/storage/storage.js';
import { ENGINES, type FreshStorage, freshStorage } from '../support/fresh-storage.js';
import { entryOf, holdOf, limitOn, NOON, windowOf } from '../support/ledger-cases.js';

const limit = limitOn();
const at = (threshold: bigint) => ({ at: threshold, payload: `${threshold} is spent` });
const day = windowOf(limit, { most: 100n, alerts: [at(80n), at(50n)] });

describe.each(ENGINES)('alerts on %s', (engine) => {
  let fresh: FreshStorage;
  let storage: Storage;
  let ledger: Ledger;
  beforeEach(async () => {
    fresh = await freshStorage(engine);
    storage = await fresh.open();
    ledger = storage.ledger;
    await ledger.register([limit]);
  });
  afterEach(() => fresh.drop());

  const spend = async (cost: bigint, window: LedgerWindow = day, by = ledger) => {
    const hold = holdOf(cost, [window]);
    await by.reserve(hold);
    return by.settle(entryOf(hold.id, cost));
  };
  const outbox = () =>
    storage.db
      .selectFrom('alert_outbox')
      .select(['limit_id', 'window_key', 'threshold', 'spent', 'payload'])
      .orderBy('threshold')
      .execute();

  test('go to the one who reaches the threshold, and into the outbox', async () => {
    const heard = [await spend(49n), await spend(1n), await spend(1n)];

    expect(heard).toEqual([[], [{ limit, key: day.key, at: 50n, spent: 50n, payload: '50 is spent' }], []]);
    expect(await outbox()).toEqual([
      { limit_id: limit.id, window_key: day.key, threshold: 50n, spent: 50n, payload: '50 is spent' },
    ]);
  });

  test('go out once over all servers, however many reach it at the same time', async () => {
    const others = await Promise.all(Array.from({ length: 4 }, () => fresh.open()));
    await Promise.all(others.map(({ ledger }) => ledger.register([limit])));

    const heard = await Promise.all(
      others.flatMap(({ ledger: by }) => Array.from({ length: 5 }, () => spend(5n, day, by))),
    );

    expect(heard.flat().map(({ at }) => at)).toEqual(expect.arrayContaining([50n, 80n]));
    expect(heard.flat()).toHaveLength(2);
    expect(await outbox()).toHaveLength(2);
  });

  test('go out all at once when one request reaches several', async () => {
    const heard = await spend(90n);

    expect(heard.map(({ at }) => at)).toEqual([50n, 80n]);
  });

  test('go out again in the next window', async () => {
    await spend(60n);
    const tomorrow = windowOf(limit, { ...day, key: 'tomorrow', start: day.end!, end: day.end! + 1 });

    const heard = await spend(60n, { ...tomorrow, key: String(day.end) });

    expect(heard.map(({ key }) => key)).toEqual([String(day.end)]);
  });

  test('go out for what is charged in a lost process’s place', async () => {
    const hold = holdOf(60n, [day]);
    await ledger.reserve(hold);
    await ledger.dispatch(hold.id);

    const { alerts } = await ledger.recover(NOON + 60_001);

    expect(alerts).toEqual([{ limit, key: day.key, at: 50n, spent: 60n, payload: '50 is spent' }]);
  });

  test('go by the latest config', async () => {
    await spend(40n);

    const raised = { ...day, alerts: [at(500n)] };
    const heard = [await spend(20n, raised), await spend(5n, raised)];

    expect(heard.flat()).toEqual([]);
  });

  test('go out for a threshold that a new config puts below what is spent already', async () => {
    await spend(40n);

    const heard = await spend(1n, { ...day, alerts: [at(30n)] });

    expect(heard.map(({ at }) => at)).toEqual([30n]);
  });

  test('go out for a request that nothing was held for', async () => {
    await spend(40n);

    const heard = await ledger.settle(entryOf('without-hold', 15n));

    expect(heard.map(({ at }) => at)).toEqual([50n]);
  });
});
