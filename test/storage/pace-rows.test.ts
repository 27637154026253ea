import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openPaceRows, PACE_KEPT_MS } from '../../src/storage/pace-rows.js';
import { ENGINES, type FreshStorage, freshStorage } from '../support/fresh-storage.js';

const add = (text: string | undefined) => {
  const sum = Number(text ?? 0) + 1;
  return { text: String(sum), value: sum };
};

describe.each(ENGINES)('the rows of the pace on %s', (engine) => {
  let fresh: FreshStorage;
  beforeEach(async () => {
    fresh = await freshStorage(engine);
  });
  afterEach(() => fresh.drop());

  const open = async (now = Date.now) => openPaceRows(await fresh.open(), now);

  test('are changed by one at a time, whoever else is at it', async () => {
    const servers = await Promise.all([open(), open(), open(), open()]);

    const sums = await Promise.all(
      servers.flatMap((rows) => Array.from({ length: 25 }, () => rows.change('key', add))),
    );

    expect(sums.toSorted((one, other) => one - other)).toEqual(
      Array.from({ length: 100 }, (_, nth) => nth + 1),
    );
    expect((await servers[0]!.read('key'))?.text).toBe('100');
  });

  test('stay as they are when the change fails', async () => {
    const rows = await open();
    await rows.change('key', add);

    const failing = rows.change('key', () => {
      throw new Error('no');
    });

    await expect(failing).rejects.toThrow('no');
    expect((await rows.read('key'))?.text).toBe('1');
  });

  test('are not there before they are made', async () => {
    const rows = await open();

    expect(await rows.read('key')).toBeUndefined();
  });

  test('have one clock for all', async () => {
    const [one, other] = [await open(() => 1000), await open(() => 1000)];
    const timeOf = (text: string | undefined, now: number) => ({ text: text ?? 'x', value: now });

    const [first, second] = [await one.change('key', timeOf), await other.change('key', timeOf)];

    expect(second).toBeGreaterThanOrEqual(first);
  });

  test('are forgotten when nobody has changed them for long', async () => {
    const storage = await fresh.open();
    const rows = await openPaceRows(storage, Date.now);
    await rows.change('old', add);
    await storage.db
      .updateTable('pace')
      .set({ changed_at: Date.now() - PACE_KEPT_MS - 60_000 })
      .execute();

    await rows.change('new', add);

    expect(await storage.db.selectFrom('pace').select('key').execute()).toEqual([{ key: 'new' }]);
  });
});
