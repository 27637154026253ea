import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Ledger, LedgerLimit } from '../../src/storage/ledger.js';
import type { Storage } from '../../src/storage/storage.js';
import { ENGINES, type FreshStorage, freshStorage } from '../support/fresh-storage.js';
import { entryOf, holdOf, limitOn, NOON, SUBJECT, windowOf } from '../support/ledger-cases.js';

const DAY = 86_400_000;

describe.each(ENGINES)('windows on %s', (engine) => {
  let fresh: FreshStorage;
  let storage: Storage;
  let ledger: Ledger;
  beforeEach(async () => {
    fresh = await freshStorage(engine);
    storage = await fresh.open();
    ledger = storage.ledger;
  });
  afterEach(() => fresh.drop());

  test('begin with what was spent and is held in their time', async () => {
    const [old, young] = [limitOn(), limitOn('plugin', 'text')];
    await ledger.register([old, young]);
    const today = windowOf(old);
    const [held, sent] = [holdOf(10n, [today]), holdOf(20n, [today])];
    await ledger.reserve(held);
    await ledger.reserve(sent);
    await ledger.settle(entryOf(sent.id, 7n));
    await ledger.settle(entryOf('without-hold', 3n));
    await ledger.settle(entryOf('yesterday', 1_000n, { at: NOON - DAY }));

    const begun = await ledger.state(windowOf(young));
    await ledger.settle(entryOf(held.id, 4n));

    expect(begun).toEqual({ spent: 10n, reserved: 10n });
    expect(await ledger.state(windowOf(young))).toEqual({ spent: 14n, reserved: 0n });
  });

  test.each([
    ['client', 'claude', 6n],
    ['client', 'cl?ude', 6n],
    ['client', 'clude?', 0n],
    ['client', 'Claude', 0n],
    ['plugin', '*', 7n],
    ['tool', 'chat-*', 6n],
    ['tool', '*', 6n],
    ['tool', 'chat_completion', 0n],
    ['model', 'gpt-5.4-[a-z]*', 0n],
    ['model', 'gpt-5%', 0n],
    ['all', '*', 7n],
  ] as const)('of a limit on %s %s count who it names', async (scope, match, spent) => {
    const limit = limitOn(scope, match);
    await ledger.register([limit]);
    await ledger.settle(entryOf('of-a-call', 6n));
    await ledger.settle(
      entryOf('of-a-timer', 1n, { subject: { ...SUBJECT, client: null, tool: null, call: null } }),
    );

    const begun = await ledger.state(windowOf(limit));
    await ledger.settle(entryOf('of-a-call-2', 6n));

    expect(begun.spent).toBe(spent);
    expect((await ledger.state(windowOf(limit))).spent).toBe(spent === 0n ? 0n : spent + 6n);
  });

  test('of a call count that call', async () => {
    const limit = limitOn('all', '*', 'call');
    await ledger.register([limit]);
    const hold = holdOf(10n, [windowOf(limit, { most: 10n })]);
    await ledger.settle(entryOf('earlier', 3n, { subject: { ...SUBJECT, call: 'call-2' } }));
    await ledger.reserve(hold);
    await ledger.settle(entryOf(hold.id, 9n));

    const second = await ledger.state(windowOf(limit, {}, { call: 'call-2' }));
    const third = await ledger.state(windowOf(limit, {}, { call: 'call-3' }));

    expect([second.spent, third.spent]).toEqual([3n, 0n]);
    expect((await ledger.state(windowOf(limit))).spent).toBe(9n);
  });

  test('are those of the time at which the money was held, also when it is settled the next day', async () => {
    const limit = limitOn();
    await ledger.register([limit]);
    const [today, tomorrow] = [windowOf(limit), windowOf(limit, {}, { at: NOON + DAY })];
    const hold = holdOf(10n, [today]);
    await ledger.reserve(hold);

    const begun = await ledger.state(tomorrow);
    await ledger.settle(entryOf(hold.id, 8n, { at: NOON + DAY }));

    expect(begun).toEqual({ spent: 0n, reserved: 0n });
    expect(await ledger.state(tomorrow)).toEqual({ spent: 0n, reserved: 0n });
    expect(await ledger.state(today)).toEqual({ spent: 8n, reserved: 0n });
  });

  test('of a limit that another server has made known meanwhile count too', async () => {
    const [mine, theirs] = [limitOn(), limitOn('model', 'gpt-*', 'total')];
    await ledger.register([mine]);
    const other = (await fresh.open()).ledger;
    await other.register([theirs]);
    await other.state(windowOf(theirs));
    const asked: string[][] = [];
    const windows = (known: readonly LedgerLimit[]) => {
      asked.push(known.map(({ id }) => id).sort());
      return known.map((limit) => windowOf(limit));
    };

    const hold = holdOf(60n, windows);
    await ledger.reserve(hold);

    expect([asked[0], asked.at(-1)]).toEqual([[mine.id], [mine.id, theirs.id].sort()]);
    expect(await other.state(windowOf(theirs))).toEqual({ spent: 0n, reserved: 60n });
  });

  test('count requests of a server that held nothing for them', async () => {
    const limit = limitOn();
    await ledger.register([limit]);
    await ledger.state(windowOf(limit));
    const other = (await fresh.open()).ledger;

    const reservation = await other.reserve(holdOf(60n, () => []));
    await other.settle(entryOf('without-hold', 5n));
    await other.settle(entryOf('cached', 0n, { basis: 'cached' }));

    expect(reservation).toEqual({ granted: true, held: false });
    expect(await ledger.state(windowOf(limit))).toEqual({ spent: 5n, reserved: 0n });
  });

  test('are charged the hold where the cost is unknown', async () => {
    const limit = limitOn();
    await ledger.register([limit]);
    const [noPrice, noUsage] = [holdOf(10n, [windowOf(limit)]), holdOf(20n, [windowOf(limit)])];
    await ledger.reserve(noPrice);
    await ledger.reserve(noUsage);

    await ledger.settle(entryOf(noPrice.id, null));
    await ledger.settle(entryOf(noUsage.id, null, { basis: 'held' }));

    const rows = await storage.db
      .selectFrom('usage_entry')
      .select(['cost', 'charged'])
      .orderBy('charged')
      .execute();
    expect(await ledger.state(windowOf(limit))).toEqual({ spent: 30n, reserved: 0n });
    expect(rows).toEqual([
      { cost: null, charged: 10n },
      { cost: 20n, charged: 20n },
    ]);
  });

  test('are forgotten long after they ended, save those with an open hold', async () => {
    const [days, calls, ever] = [
      limitOn(),
      limitOn('all', '*', 'call'),
      limitOn('all', '*', 'total'),
    ] as const;
    await ledger.register([days, calls, ever]);
    const all = [windowOf(days), windowOf(calls), windowOf(ever)];
    const settled = holdOf(10n, all);
    await ledger.reserve(settled);
    await ledger.settle(entryOf(settled.id, 8n));
    const batch = holdOf(1n, [windowOf(calls, {}, { call: 'batch' })], { leaseUntil: null });
    await ledger.reserve(batch);

    await ledger.recover(NOON + 9 * DAY);

    const kept = await storage.db.selectFrom('ledger_window').select(['limit_id', 'window_key']).execute();
    expect(kept.map(({ window_key }) => window_key).sort()).toEqual(['0', 'batch']);
    expect((await ledger.state(windowOf(days))).spent).toBe(8n);
  });
});
