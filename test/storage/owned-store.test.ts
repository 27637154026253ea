import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { OwnedStore } from '../../src/storage/owned-store.js';
import { ENGINES, type FreshStorage, freshStorage } from '../support/fresh-storage.js';

const of = (owner: string, ...ids: string[]) => ids.map((id) => ({ id, kind: 'files', owner, at: 1000 }));

describe.each(ENGINES)('whose something is, on %s', (engine) => {
  let fresh: FreshStorage;
  let owned: OwnedStore;
  beforeEach(async () => {
    fresh = await freshStorage(engine);
    owned = new OwnedStore((await fresh.open()).db);
  });
  afterEach(() => fresh.drop());

  test('is known to every server, and stays as it was first put down', async () => {
    await owned.add(of('access:a', 'file-1', 'file-2'));
    await owned.add(of('access:b', 'file-2', 'file-3'));

    const elsewhere = new OwnedStore((await fresh.open()).db);
    expect(await elsewhere.ownersOf(['file-1', 'file-2', 'file-3', 'file-4'])).toEqual(
      new Map([
        ['file-1', 'access:a'],
        ['file-2', 'access:a'],
        ['file-3', 'access:b'],
      ]),
    );
  });

  test('is forgotten by id, of thousands at once', async () => {
    const ids = Array.from({ length: 1201 }, (_, at) => `file-${at}`);
    await owned.add(of('access:a', ...ids));

    expect((await owned.idsOf('access:a', 'files')).size).toBe(1201);
    await owned.forget(ids.slice(1));

    expect(await owned.ownersOf(ids)).toEqual(new Map([['file-0', 'access:a']]));
    await owned.forgetOld('files', 1000);
    expect((await owned.idsOf('access:a', 'files')).size).toBe(1);
    await owned.forgetOld('files', 1001);
    expect((await owned.idsOf('access:a', 'files')).size).toBe(0);
    expect(await owned.idsOf('access:a', 'batches')).toEqual(new Set());
    expect(await owned.idsOf('access:b', 'files')).toEqual(new Set());
  });
});
