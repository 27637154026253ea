import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Ledger, LedgerLimit } from '../../src/storage/ledger.js';
import type { Storage } from '../../src/storage/storage.js';
import { ENGINES, type FreshStorage, freshStorage } from '../support/fresh-storage.js';
import { entryOf, holdOf, limitOn, NOON, SUBJECT, windowOf } from '../support/ledger-cases.js';

const MOST = 20_000n;
const SERVERS = 3;
const LANES = 8;
const REQUESTS = 12;

/** Numbers that look random and are the same in every run. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

describe.each(ENGINES)('whatever happens to requests on %s', (engine) => {
  let fresh: FreshStorage;
  let servers: Storage[];
  beforeEach(async () => {
    fresh = await freshStorage(engine);
    servers = [];
    for (let server = 0; server < SERVERS; server++) servers.push(await fresh.open());
  });
  afterEach(() => fresh.drop());

  const limits = [
    limitOn(),
    limitOn('model', 'gpt-*', 'total'),
    limitOn('all', '*', 'call'),
    limitOn('tool', 'b*'),
  ];

  async function live(ledger: Ledger, roll: (sides: number) => number): Promise<void> {
    const subject = {
      ...SUBJECT,
      tool: ['build', 'chat'][roll(2)]!,
      model: ['gpt-1', 'o-1'][roll(2)]!,
      call: `call-${roll(20)}`,
    };
    const fits = ({ scope }: LedgerLimit) =>
      scope === 'all' || (scope === 'model' ? subject.model === 'gpt-1' : subject.tool === 'build');
    const amount = BigInt(1 + roll(400));
    const hold = holdOf(
      amount,
      (known) => known.filter(fits).map((limit) => windowOf(limit, { most: MOST }, { call: subject.call })),
      { subject, leaseUntil: NOON + (roll(4) === 0 ? -1 : 60_000) },
    );
    const settle = () =>
      ledger.settle(entryOf(hold.id, BigInt(roll(Number(amount) + 1)), { subject, basis: 'metered' }));
    const { granted } = await ledger.reserve(hold);
    if (!granted) return;
    const fate = roll(8);
    if (fate === 0) return;
    if (fate === 1) return ledger.release(hold.id);
    const sent = await ledger.dispatch(hold.id);
    if (fate === 2 || !sent) return;
    if (fate === 3) await ledger.recover(NOON);
    if (fate === 4) return ledger.release(hold.id);
    await settle();
    if (fate === 5) await settle();
  }

  test('windows agree with what is booked and held, and none is overdrawn', async () => {
    const [first, ...others] = servers.map(({ ledger }) => ledger);
    await first!.register(limits.slice(0, 1));

    await Promise.all(
      servers.flatMap(({ ledger }, server) =>
        Array.from({ length: LANES }, async (_, lane) => {
          const roll = dice(server * 100 + lane);
          for (let request = 0; request < REQUESTS; request++) {
            if (lane === 0 && request < limits.length)
              await others[0]!.register(limits.slice(0, request + 1));
            await live(ledger, roll);
          }
        }),
      ),
    );

    const { db } = servers[0]!;
    const usage = await db.selectFrom('usage_entry').selectAll().execute();
    const holds = await db.selectFrom('ledger_hold').selectAll().where('state', '<>', 'charged').execute();
    const windows = await db
      .selectFrom('ledger_window as w')
      .innerJoin('ledger_limit as l', 'l.id', 'w.limit_id')
      .select(['w.window_key', 'w.spent', 'w.reserved', 'l.scope', 'l.span'])
      .execute();
    expect(usage.length).toBeGreaterThan(50);
    expect(windows.length).toBeGreaterThan(20);
    for (const { window_key, scope, span, spent, reserved } of windows) {
      const counts = (row: { call: string | null; tool: string | null; model: string | null }) =>
        (span !== 'call' || row.call === window_key) &&
        (scope === 'all' || (scope === 'model' ? row.model === 'gpt-1' : row.tool === 'build'));
      const booked = usage.filter(counts).reduce((sum, { charged }) => sum + charged, 0n);
      const held = holds.filter(counts).reduce((sum, { amount }) => sum + amount, 0n);
      expect({ scope, span, spent, reserved }).toEqual({ scope, span, spent: booked, reserved: held });
      expect(spent + reserved).toBeLessThanOrEqual(MOST);
    }
  });
});
