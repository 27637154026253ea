import { mkdir, rm } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { CollectionThread } from '../../src/storage/collections/collection-thread.js';
import { StorageError } from '../../src/storage/storage-error.js';
import { freshStorage } from '../support/fresh-storage.js';

test('the thread of collections says why a file can’t be used, and opens it once it can', async () => {
  const fresh = await freshStorage('sqlite');
  const file = fresh.scratch('place.sqlite');
  await mkdir(file);
  const store = CollectionThread.store({ file, synchronous: 'normal' });
  const create = () => store.create('me', 'notes', { model: 'm', dimensions: 8 }, 1);

  const error = await create().catch((reason: unknown) => reason);
  await rm(file, { recursive: true });
  const created = await create();
  await store.close();
  await fresh.drop();

  expect(error).toBeInstanceOf(StorageError);
  expect(error).toMatchObject({ code: 'STORAGE_UNAVAILABLE', hint: expect.stringContaining('data folder') });
  expect(created).toBeUndefined();
});

test('the server goes on while its thread searches', async () => {
  const fresh = await freshStorage('sqlite');
  const { db } = await fresh.open();
  if (!('file' in fresh.place)) throw new Error('Not SQLite.');
  const store = CollectionThread.store(fresh.place);
  await store.create('me', 'notes', { model: 'm', dimensions: 64 }, 1);
  const row = await db.selectFrom('collection').select('id').executeTakeFirstOrThrow();
  const place = { id: row.id, dimensions: 64 };
  const chunks = Array.from({ length: 3_000 }, (_, n) => ({
    ...{ text: `word${n % 7}`, hash: `${n}`, place: {} },
    vector: Float32Array.from({ length: 64 }, (_, place) => Math.sin(n * place)),
  }));
  await store.put(place, { source: 'a', hash: 'h', metadata: {}, chunks }, 1);

  let ticks = 0;
  let isSearching = true;
  const searching = store.search(place, { vector: chunks[1]!.vector, text: 'word1 word2', limit: 100 });
  void searching.then(() => {
    isSearching = false;
  });
  while (isSearching) {
    ticks++;
    await pause(0);
  }
  const found = await searching;
  await store.close();
  await fresh.drop();

  expect(found).toHaveLength(100);
  expect(ticks).toBeGreaterThan(1);
});
