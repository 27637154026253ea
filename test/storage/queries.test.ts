import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Storage } from '../../src/storage/storage.js';
import { ENGINES, type FreshStorage, freshStorage } from '../support/fresh-storage.js';
import { entryOf, NOON } from '../support/ledger-cases.js';

describe.each(ENGINES)('queries on %s', (engine) => {
  let fresh: FreshStorage;
  let storage: Storage;
  beforeEach(async () => {
    fresh = await freshStorage(engine);
    storage = await fresh.open();
    await storage.ledger.settle(entryOf('one', 2n ** 60n));
    await storage.ledger.settle(entryOf('two', 7n));
    await storage.ledger.settle(entryOf('three', null));
  });
  afterEach(() => fresh.drop());

  test('give money as bigint, and times and counts as numbers', async () => {
    const row = await storage.db
      .selectFrom('usage_entry')
      .select(['id', 'at', 'cost', 'input_tokens'])
      .where('cost', '>', 7n)
      .executeTakeFirst();

    expect(row).toEqual({ id: 'one', at: NOON + 1_000, cost: 2n ** 60n, input_tokens: 10 });
  });

  test('give sums to the nano-dollar', async () => {
    const row = await storage.db
      .selectFrom('usage_entry')
      .select(({ fn }) => [fn.sum('cost').as('cost'), fn.countAll().as('requests')])
      .where('at', '>=', NOON)
      .executeTakeFirstOrThrow();

    expect(BigInt(row.cost)).toBe(2n ** 60n + 7n);
    expect(Number(row.requests)).toBe(3);
  });

  test('change rows, and say how many', async () => {
    const { numDeletedRows } = await storage.db
      .deleteFrom('usage_entry')
      .where('cost', 'is not', null)
      .executeTakeFirst();

    expect(numDeletedRows).toBe(2n);
    expect(await storage.db.selectFrom('usage_entry').select('id').execute()).toEqual([{ id: 'three' }]);
  });

  test('fail with a StorageError when the database is closed to writes', async () => {
    if (storage.engine.kind === 'sqlite')
      await storage.engine.turns.write((db) => db.exec('PRAGMA query_only = on'));
    else await storage.engine.pool.query('test', 'SET default_transaction_read_only = on');

    const deleting = storage.db.deleteFrom('usage_entry').execute();

    await expect(deleting).rejects.toMatchObject({ code: 'STORAGE_READ_ONLY' });
  });

  test('take what SQL can and the builder can not', async () => {
    const { rows } = await sql<{ plugin: string }>`SELECT DISTINCT plugin FROM usage_entry`.execute(
      storage.db,
    );

    expect(rows).toEqual([{ plugin: 'text' }]);
  });
});
