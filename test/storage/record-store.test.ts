import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { RecordStore } from '../../src/storage/record-store.js';
import { ENGINES, type FreshStorage, freshStorage } from '../support/fresh-storage.js';

const SHELF = { plugin: 'assistants', owner: 'local', kind: 'thread' };
const ids = (rows: { id: string }[]) => rows.map(({ id }) => id);

describe.each(ENGINES)('records, on %s', (engine) => {
  let fresh: FreshStorage;
  let records: RecordStore;
  beforeEach(async () => {
    fresh = await freshStorage(engine);
    records = new RecordStore((await fresh.open()).db);
  });
  afterEach(() => fresh.drop());

  test('are there for every server, and grow their version with each change', async () => {
    await records.put(SHELF, 'a', '{"n":1}', 1000);
    await records.put(SHELF, 'a', '{"n":"🦊\\u0000"}', 2000);

    const elsewhere = new RecordStore((await fresh.open()).db);
    expect(await elsewhere.find(SHELF, 'a')).toEqual({
      id: 'a',
      value: '{"n":"🦊\\u0000"}',
      version: 2,
      created_at: 1000,
      updated_at: 2000,
    });
  });

  test('of another plugin, owner or kind are not there', async () => {
    await records.put(SHELF, 'a', '1', 1000);

    for (const other of [{ plugin: 'files' }, { owner: 'client:lamp' }, { kind: 'assistant' }]) {
      const shelf = { ...SHELF, ...other };
      expect(await records.find(shelf, 'a')).toBeUndefined();
      expect(await records.list(shelf, { limit: 10 })).toEqual([]);
      expect(await records.replace(shelf, 'a', '2', 1, 2000)).toBeUndefined();
      expect(await records.remove(shelf, 'a')).toBe(false);
    }
    expect((await records.find(SHELF, 'a'))?.value).toBe('1');
  });

  test('are added once, however many try at the same time', async () => {
    const added = await Promise.all(['1', '2', '3'].map((value) => records.add(SHELF, 'a', value, 1000)));

    const winners = added.filter((row) => row !== undefined);
    expect(winners).toHaveLength(1);
    expect((await records.find(SHELF, 'a'))?.value).toBe(winners[0]?.value);
  });

  test('are replaced by whoever read them last, and by nobody else', async () => {
    await records.add(SHELF, 'a', '1', 1000);

    const replaced = await Promise.all(
      ['2', '3'].map((value) => records.replace(SHELF, 'a', value, 1, 2000)),
    );

    const winner = replaced.filter((row) => row !== undefined);
    expect(winner).toHaveLength(1);
    expect(winner[0]).toMatchObject({ version: 2, created_at: 1000, updated_at: 2000 });
    expect(await records.replace(SHELF, 'none', '1', 1, 2000)).toBeUndefined();
  });

  test('come in the order of their ids by code point, a page at a time', async () => {
    for (const id of ['b', 'a_2', 'A', 'a-1', 'a:0', 'c']) await records.put(SHELF, id, '0', 1000);

    expect(ids(await records.list(SHELF, { limit: 10 }))).toEqual(['A', 'a-1', 'a:0', 'a_2', 'b', 'c']);
    expect(ids(await records.list(SHELF, { after: 'a-1', limit: 2 }))).toEqual(['a:0', 'a_2']);
    expect(ids(await records.list(SHELF, { from: 'a', before: 'a~', limit: 10 }))).toEqual([
      'a-1',
      'a:0',
      'a_2',
    ]);
  });

  test('are gone once they are removed', async () => {
    await records.put(SHELF, 'a', '1', 1000);

    expect(await records.remove(SHELF, 'a')).toBe(true);
    expect(await records.remove(SHELF, 'a')).toBe(false);
    expect(await records.find(SHELF, 'a')).toBeUndefined();
  });
});
