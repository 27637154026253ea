import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Ledger } from '../../src/storage/ledger.js';
import type { Storage } from '../../src/storage/storage.js';
import { ENGINES, type FreshStorage, freshStorage } from '../support/fresh-storage.js';
import { entryOf, holdOf, limitOn, NOON, windowOf } from '../support/ledger-cases.js';

const LATER = NOON + 60_001;
const limit = limitOn();
const day = windowOf(limit, { most: 1_000n });

describe.each(ENGINES)('holds whose process is gone, on %s', (engine) => {
  let fresh: FreshStorage;
  let storage: Storage;
  let died: Ledger;
  let other: Ledger;
  beforeEach(async () => {
    fresh = await freshStorage(engine);
    storage = await fresh.open();
    died = storage.ledger;
    other = (await fresh.open()).ledger;
    await died.register([limit]);
  });
  afterEach(() => fresh.drop());

  const usage = () =>
    storage.db
      .selectFrom('usage_entry')
      .select(['id', 'correction', 'cost', 'charged', 'basis'])
      .orderBy('correction')
      .execute();

  test('are given back when nothing was sent', async () => {
    const hold = holdOf(60n, [day]);
    await died.reserve(hold);

    const recovery = await other.recover(LATER);

    expect(recovery).toEqual({ released: 1, charged: 0, chargedNanoUsd: 0n, alerts: [] });
    expect(await other.state(day)).toEqual({ spent: 0n, reserved: 0n });
    expect(await died.dispatch(hold.id)).toBe(false);
  });

  test('are charged in full when a request was sent, since it may have cost that', async () => {
    const hold = holdOf(60n, [day]);
    await died.reserve(hold);
    await died.dispatch(hold.id);

    const recovery = await other.recover(LATER);

    expect(recovery).toEqual({ released: 0, charged: 1, chargedNanoUsd: 60n, alerts: [] });
    expect(await other.state(day)).toEqual({ spent: 60n, reserved: 0n });
    expect(await usage()).toEqual([{ id: hold.id, correction: 0, cost: 60n, charged: 60n, basis: 'held' }]);
    expect(await died.dispatch(hold.id)).toBe(false);
  });

  test('are settled by one process, however many look', async () => {
    const holds = Array.from({ length: 250 }, () => holdOf(2n, [day]));
    await Promise.all(holds.map((hold) => died.reserve(hold)));
    await Promise.all(holds.map(({ id }) => died.dispatch(id)));

    const found = await Promise.all([died.recover(LATER), other.recover(LATER), other.recover(LATER)]);

    expect(found.reduce((sum, { charged }) => sum + charged, 0)).toBe(250);
    expect(await other.state(day)).toEqual({ spent: 500n, reserved: 0n });
  });

  test('are corrected, once, when the process lives after all and settles', async () => {
    const hold = holdOf(60n, [day]);
    await died.reserve(hold);
    await died.dispatch(hold.id);
    await other.recover(LATER);

    await died.settle(entryOf(hold.id, 25n));
    await died.settle(entryOf(hold.id, 25n));

    expect(await other.state(day)).toEqual({ spent: 25n, reserved: 0n });
    expect(await usage()).toEqual([
      { id: hold.id, correction: 0, cost: 60n, charged: 60n, basis: 'held' },
      { id: hold.id, correction: 1, cost: -35n, charged: -35n, basis: 'metered' },
    ]);
  });

  test('are given back, once, when the process lives after all and was refused', async () => {
    const hold = holdOf(60n, [day]);
    await died.reserve(hold);
    await died.dispatch(hold.id);
    await other.recover(LATER);

    await died.release(hold.id);
    await died.release(hold.id);

    expect(await other.state(day)).toEqual({ spent: 0n, reserved: 0n });
    expect((await usage()).map(({ cost }) => cost)).toEqual([60n, -60n]);
  });

  test('wait as long as their lease is renewed, by their owner alone', async () => {
    const [mine, theirs] = [holdOf(60n, [day]), holdOf(30n, [day], { owner: 'server-2' })];
    await died.reserve(mine);
    await died.reserve(theirs);
    await died.renew('server-1', LATER + 60_000);

    const { released } = await other.recover(LATER);

    expect(released).toBe(1);
    expect(await other.state(day)).toEqual({ spent: 0n, reserved: 60n });
  });

  test('wait for ever without a lease, as a batch does', async () => {
    await died.reserve(holdOf(60n, [day], { leaseUntil: null }));
    await died.renew('server-1', LATER);

    const { released } = await other.recover(NOON + 10 ** 10);

    expect(released).toBe(0);
  });
});
