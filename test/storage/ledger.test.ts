import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Ledger } from '../../src/storage/ledger.js';
import type { Storage } from '../../src/storage/storage.js';
import { ENGINES, type FreshStorage, freshStorage } from '../support/fresh-storage.js';
import { entryOf, holdOf, limitOn, NOON, windowOf } from '../support/ledger-cases.js';

describe.each(ENGINES)('the ledger on %s', (engine) => {
  let fresh: FreshStorage;
  let storage: Storage;
  let ledger: Ledger;
  beforeEach(async () => {
    fresh = await freshStorage(engine);
    storage = await fresh.open();
    ledger = storage.ledger;
  });
  afterEach(() => fresh.drop());

  const usage = () => storage.db.selectFrom('usage_entry').selectAll().orderBy('correction').execute();

  test('holds the worst case, and books the cost in its place', async () => {
    const limit = limitOn();
    await ledger.register([limit]);
    const day = windowOf(limit, { most: 100n });
    const hold = holdOf(60n, [day]);

    const reservation = await ledger.reserve(hold);
    const held = await ledger.state(day);
    await ledger.settle(entryOf(hold.id, 25n));

    expect(reservation).toEqual({ granted: true, held: true });
    expect(held).toEqual({ spent: 0n, reserved: 60n });
    expect(await ledger.state(day)).toEqual({ spent: 25n, reserved: 0n });
  });

  test('refuses what could pass a limit, and says which one and how full it is', async () => {
    const [roomy, tight] = [limitOn('plugin', 'text'), limitOn('model', 'gpt-*', 'total')];
    await ledger.register([roomy, tight]);
    const windows = [windowOf(roomy, { most: 1_000n }), windowOf(tight, { most: 100n })];
    await ledger.reserve(holdOf(60n, windows));

    const refusal = await ledger.reserve(holdOf(41n, windows));

    expect(refusal).toEqual({ granted: false, window: windows[1], spent: 0n, reserved: 60n });
    expect(await ledger.state(windows[0]!)).toEqual({ spent: 0n, reserved: 60n });
  });

  test('grants what fits to the last nano-dollar', async () => {
    const limit = limitOn();
    await ledger.register([limit]);
    const day = windowOf(limit, { most: 100n });
    await ledger.reserve(holdOf(60n, [day]));

    const [fits, passes] = [
      await ledger.reserve(holdOf(40n, [day])),
      await ledger.reserve(holdOf(1n, [day])),
    ];

    expect(fits.granted).toBe(true);
    expect(passes.granted).toBe(false);
  });

  test('books a request once, however often it is settled', async () => {
    const limit = limitOn();
    await ledger.register([limit]);
    const day = windowOf(limit);
    const hold = holdOf(60n, [day]);
    await ledger.reserve(hold);

    await Promise.all([1, 2, 3].map(() => ledger.settle(entryOf(hold.id, 25n))));
    await ledger.release(hold.id);

    expect(await ledger.state(day)).toEqual({ spent: 25n, reserved: 0n });
    expect(await usage()).toHaveLength(1);
  });

  test('gives a hold back', async () => {
    const limit = limitOn();
    await ledger.register([limit]);
    const day = windowOf(limit);
    const hold = holdOf(60n, [day]);
    await ledger.reserve(hold);

    await ledger.release(hold.id);

    expect(await ledger.state(day)).toEqual({ spent: 0n, reserved: 0n });
    expect(await ledger.dispatch(hold.id)).toBe(false);
    expect(await usage()).toEqual([]);
  });

  test('keeps all that is known of a request', async () => {
    const entry = entryOf('request-1', 123_456_789_012_345_678n, { serviceTier: 'flex', reasoningTokens: 3 });

    await ledger.settle(entry);

    expect(await usage()).toEqual([
      {
        id: 'request-1',
        correction: 0,
        at: NOON + 1_000,
        counted_at: NOON + 1_000,
        ...entry.subject,
        endpoint: '/v1/responses',
        requested_model: 'gpt-5.4-mini',
        service_tier: 'flex',
        input_tokens: 10,
        cached_input_tokens: 0,
        output_tokens: 5,
        reasoning_tokens: 3,
        cost: 123_456_789_012_345_678n,
        charged: 123_456_789_012_345_678n,
        basis: 'metered',
        status: 200,
        upstream_ms: 12,
        request_id: 'req_1',
      },
    ]);
  });
});
