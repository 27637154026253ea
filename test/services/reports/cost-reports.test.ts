import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { BudgetSection } from '../../../src/config/sections/budget-section.js';
import { budgetStates } from '../../../src/services/reports/budget-states.js';
import { Calendar } from '../../../src/services/reports/calendar.js';
import { CostReports } from '../../../src/services/reports/cost-reports.js';
import type { UsageEntry } from '../../../src/storage/ledger.js';
import type { Storage } from '../../../src/storage/storage.js';
import { ENGINES, type FreshStorage, freshStorage } from '../../support/fresh-storage.js';
import { entryOf, holdOf, limitOn, SUBJECT, windowOf } from '../../support/ledger-cases.js';

const NOW = Date.parse('2026-11-22T12:00:00Z');

describe.each(ENGINES)('reports from %s', (engine) => {
  let fresh: FreshStorage;
  let storage: Storage;
  beforeEach(async () => {
    fresh = await freshStorage(engine);
    storage = await fresh.open();
  });
  afterEach(() => fresh.drop());

  const reports = (budget: Partial<BudgetSection> = {}) => {
    const section = Object.assign(new BudgetSection(), budget);
    const calendar = new Calendar(section.timeZone, () => NOW);
    return new CostReports(storage, calendar, () => budgetStates(section, storage.ledger, calendar));
  };
  const spend = (at: string, cost: bigint | null, rest: Partial<UsageEntry> = {}) =>
    storage.ledger.settle(entryOf(randomUUID(), cost, { at: Date.parse(at), ...rest }));

  test('are empty before anything was spent', async () => {
    const history = await reports().history({ by: ['model'] });

    expect(history).toMatchObject({ timeZone: 'UTC', total: { requests: 0, costUsd: 0 }, lines: [] });
    expect(await reports().forecast()).toBeUndefined();
    expect(await reports().budgets()).toEqual([]);
  });

  test('add up this month to the nano-dollar, the dearest first', async () => {
    await spend('2026-11-01T00:00:00Z', 1n);
    await spend('2026-11-20T10:00:00Z', 2_000_000_000n, { subject: { ...SUBJECT, model: 'gpt-6.2-sol' } });
    await spend('2026-11-21T10:00:00Z', null);
    await spend('2026-10-31T23:59:59Z', 5_000_000_000n);

    const { total, lines } = await reports().history({ by: ['model'] });

    expect(total).toMatchObject({ requests: 3, inputTokens: 30, outputTokens: 15, unpricedRequests: 1 });
    expect(total.costUsd).toBe(2.000000001);
    expect(lines).toMatchObject([
      { model: 'gpt-6.2-sol', requests: 1, costUsd: 2 },
      { model: 'gpt-5.4-mini', requests: 2, costUsd: 1e-9, unpricedRequests: 1 },
    ]);
  });

  test('tell days and hours apart by the time zone of the budget, over a change of the clock too', async () => {
    await spend('2026-10-24T22:30:00Z', 1_000_000_000n);
    await spend('2026-10-25T22:30:00Z', 2_000_000_000n);
    await spend('2026-10-25T23:30:00Z', 4_000_000_000n);

    const period = { since: '2026-10-25', until: '2026-10-26' };
    const { lines } = await reports({ timeZone: 'Europe/Berlin' }).history({ ...period, by: ['day'] });
    const hours = await reports({ timeZone: 'Asia/Kathmandu' }).history({ ...period, by: ['hour'] });

    expect(lines).toMatchObject([
      { day: '2026-10-25', costUsd: 3 },
      { day: '2026-10-26', costUsd: 4 },
    ]);
    expect(hours.lines).toMatchObject([
      { hour: '2026-10-25 04:00', costUsd: 1 },
      { hour: '2026-10-26 04:00', costUsd: 2 },
      { hour: '2026-10-26 05:00', costUsd: 4 },
    ]);
  });

  test('tell several columns apart, and name what has no name', async () => {
    await spend('2026-11-20T10:00:00Z', 1_000_000_000n);
    await spend('2026-11-20T11:00:00Z', 3_000_000_000n, {
      subject: { ...SUBJECT, client: null, tool: null },
    });

    const { lines } = await reports().history({ by: ['day', 'client', 'tool'] });

    expect(lines).toMatchObject([
      { day: '2026-11-20', client: 'none', tool: 'none', costUsd: 3 },
      { day: '2026-11-20', client: 'claude', tool: 'chat-completion', costUsd: 1 },
    ]);
  });

  test('say what came from the cache, and what was booked at its worst case', async () => {
    await spend('2026-11-20T10:00:00Z', 0n, { basis: 'cached' });
    await spend('2026-11-20T10:00:00Z', 7_000_000_000n, { basis: 'held' });

    const { total } = await reports().history();

    expect(total).toMatchObject({ requests: 2, cachedRequests: 1, heldUsd: 7, costUsd: 7 });
  });

  test('count a request once that was corrected after it was charged for a dead server', async () => {
    const limit = limitOn();
    await storage.ledger.register([limit]);
    const hold = holdOf(9_000_000_000n, [windowOf(limit)], { leaseUntil: NOW - 1 });
    await storage.ledger.reserve(hold);
    await storage.ledger.dispatch(hold.id);
    await storage.ledger.recover(NOW);
    await storage.ledger.settle(entryOf(hold.id, 2_000_000_000n));

    const { total } = await reports().history({ since: '2026-11-22' });

    expect(total).toMatchObject({ requests: 1, costUsd: 2 });
  });

  test('add up more rows than are read in one go', async () => {
    await Promise.all(Array.from({ length: 2_500 }, () => spend('2026-11-20T10:00:00Z', 1n)));

    const { total, lines } = await reports().history({ by: ['model'] });

    expect(total).toMatchObject({ requests: 2_500, costUsd: 2.5e-6 });
    expect(lines).toHaveLength(1);
  });

  test('say how each limit stands and when it starts anew', async () => {
    await spend('2026-11-22T09:00:00Z', 2_000_000_000n);
    await spend('2026-11-02T09:00:00Z', 3_000_000_000n);

    const states = await reports({
      perDay: 1.5,
      perMonth: 20,
      perCall: 1,
      timeZone: 'Europe/Berlin',
      limits: [{ scope: 'client', match: 'cursor', window: 'total', usd: 4, mode: 'soft' }],
    }).budgets();

    expect(states).toMatchObject([
      { on: 'all', window: 'day', mode: 'hard', limitUsd: 1.5, spentUsd: 2, leftUsd: 0 },
      { on: 'all', window: 'month', spentUsd: 5, leftUsd: 15, resetsAt: '2026-12-01T00:00:00+01:00' },
      { on: 'client cursor', window: 'total', mode: 'soft', spentUsd: 0, leftUsd: 4, resetsAt: null },
    ]);
  });

  test('forecast the month from the full days before today, and not from fewer than three', async () => {
    await spend('2026-11-20T09:00:00Z', 1_000_000_000n);
    await spend('2026-11-21T09:00:00Z', 2_000_000_000n);
    const tooFew = await reports().forecast();
    await spend('2026-11-18T09:00:00Z', 5_000_000_000n);
    await spend('2026-11-22T09:00:00Z', 100_000_000n);

    const forecast = await reports().forecast();

    expect(tooFew).toBeUndefined();
    // 8.1 spent, 8.5 days left at (5 + 0 + 1 + 2) / 4 a day.
    expect(forecast).toMatchObject({ spentUsd: 8.1, expectedUsd: 25.1 });
    expect(forecast!.lowUsd).toBeGreaterThanOrEqual(8.1);
    expect(forecast!.highUsd).toBeGreaterThan(25.1);
    expect(forecast!.method).toContain('the last 4 full days ($2.00 a day)');
  });

  test.each([
    [{ since: 'yesterday' }, '"yesterday" is no date'],
    [{ since: '2026-11-20', until: '2026-11-10' }, 'is not before'],
    [{ period: 'today' as const, since: '2026-11-20' }, 'goes without'],
  ])('refuse the time %o', async (period, words) => {
    await expect(reports().history(period)).rejects.toMatchObject({
      code: 'PERIOD_INVALID',
      message: expect.stringContaining(words),
    });
  });

  test('draw a month to its end, with the limit and the models that cost most', async () => {
    for (let index = 0; index < 9; index++)
      await spend(`2026-11-${10 + index}T09:00:00Z`, BigInt(10 - index) * 1_000_000_000n, {
        subject: { ...SUBJECT, model: `model-${index}` },
      });

    const { title, svg } = await reports({ perDay: 12 }).chart();

    expect(title).toBe('November 2026');
    for (const words of ['$54.00', 'limit $12.00 a day', 'model-0', '3 others', '9 requests', '1 Nov', '29'])
      expect(svg).toContain(words);
    expect(svg).not.toContain('model-7');
  });

  test('draw a month that is over without what this month will come to', async () => {
    for (const day of [18, 19, 20, 21]) await spend(`2026-11-${day}T09:00:00Z`, 1_000_000_000n);

    const now = await reports({ perMonth: 20 }).chart();
    const past = await reports({ perMonth: 20 }).chart({ since: '2026-10-01', until: '2026-10-31' });

    expect(now.svg).toContain('At this pace');
    expect(past.title).toBe('October 2026');
    expect(past.svg).not.toContain('At this pace');
    expect(past.svg).not.toContain('of $20.00');
  });

  test('draw months where days are too many', async () => {
    await spend('2026-11-20T09:00:00Z', 1_000_000_000n);
    await spend('2026-11-03T09:00:00Z', 2_000_000_000n);
    await spend('2025-12-24T09:00:00Z', 4_000_000_000n);

    const { title, svg } = await reports({ perDay: 2, perMonth: 5 }).chart({ since: '2025-11-15' });

    expect(title).toBe('15 Nov 2025 – 22 Nov 2026');
    for (const words of ['$7.00', 'limit $5.00 a month', 'Nov &#39;25', 'Jan &#39;26', 'Jul'])
      expect(svg).toContain(words);
  });
});
