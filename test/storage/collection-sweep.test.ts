import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { bitsOf } from '../../src/storage/collections/bit-index.js';
import type { StoredDocument } from '../../src/storage/collections/collection-store.js';
import { SqliteCollections } from '../../src/storage/collections/sqlite-collections.js';
import type { SqliteTurns } from '../../src/storage/sqlite/sqlite-turns.js';
import { type FreshStorage, freshStorage } from '../support/fresh-storage.js';

const NOW = 1_800_000_000_000;
const DAY = 86_400_000;
const DIMENSIONS = 40;
const vector = (seed: number) =>
  Float32Array.from({ length: DIMENSIONS }, (_, place) => Math.sin(seed + place) / 5);
const documentOf = (source: string, chunks: number, word = 'word'): StoredDocument => ({
  ...{ source, hash: source, metadata: { of: source } },
  chunks: Array.from({ length: chunks }, (_, place) => ({
    text: `${word} ${place}`,
    hash: `${source}-${word}-${place}`,
    place: { from: place, to: place + 1 },
    vector: vector(place),
  })),
});

describe('what is left of collections on sqlite', () => {
  let fresh: FreshStorage;
  let turns: SqliteTurns;
  const rows = async (table: string) =>
    turns.read((db) => Number(db.statement(`SELECT count(*) AS n FROM ${table}`).get()?.n));
  const allRows = async () => {
    const tables = ['collection', 'document', 'metadata', 'chunk', 'vector', 'bits', 'kept_vector'];
    return Promise.all(tables.map((table) => rows(table === 'collection' ? table : `collection_${table}`)));
  };
  const opened: SqliteCollections[] = [];
  const open = async () => {
    if (!('file' in fresh.place)) throw new Error('Not SQLite.');
    const store = await SqliteCollections.open(fresh.place.file, 'normal');
    opened.push(store);
    return store;
  };
  const placeOf = async (name: string) => {
    const row = await turns.read((db) => db.statement('SELECT id FROM collection WHERE name = ?').get(name));
    return { id: Number(row?.id), dimensions: DIMENSIONS };
  };

  beforeEach(async () => {
    fresh = await freshStorage('sqlite');
    const { engine } = await fresh.open();
    if (engine.kind === 'sqlite') turns = engine.turns;
  });
  afterEach(async () => {
    for (const store of opened.splice(0)) await store.close();
    await fresh.drop();
  });

  test('is swept away with a collection, its index of words too', async () => {
    const store = await open();
    await store.create('me', 'notes', { model: 'm', dimensions: DIMENSIONS }, NOW);
    const place = await placeOf('notes');
    for (let n = 0; n < 30; n++) await store.put(place, documentOf(`${n}`, 20), NOW);
    await store.keepVectors(
      place,
      new Map(Array.from({ length: 50 }, (_, n) => [`kept ${n}`, vector(n)])),
      NOW,
    );

    const removed = [await store.remove(place), await store.remove(place)];
    const found = await store.search(place, { text: 'word', vector: vector(1), limit: 5 });
    const isIn = await store.put(place, documentOf('late', 3), NOW);
    await expect.poll(allRows).toEqual([0, 0, 0, 0, 0, 0, 0]);

    expect(removed).toEqual([true, false]);
    expect(found).toEqual([]);
    expect(isIn).toBe(false);
    expect(await rows(`sqlite_schema WHERE name LIKE 'collection_text_%'`)).toBe(0);
  });

  test('is swept away with a document, and with the older one of its source', async () => {
    const store = await open();
    await store.create('me', 'notes', { model: 'm', dimensions: DIMENSIONS }, NOW);
    const place = await placeOf('notes');
    await store.put(place, documentOf('a', 100, 'old'), NOW);
    await store.put(place, documentOf('b', 50), NOW);

    await store.put(place, documentOf('a', 3, 'new'), NOW);
    const removed = await store.removeDocuments(place, ['b', 'b', 'c'], NOW);

    await expect.poll(allRows).toEqual([1, 1, 1, 3, 3, 1, 0]);
    expect(removed).toBe(1);
    expect(await rows(`collection_text_${place.id} WHERE collection_text_${place.id} MATCH 'old'`)).toBe(0);
    expect((await store.search(place, { vector: vector(1), limit: 9 })).map(({ text }) => text)).toHaveLength(
      3,
    );
  });

  test('by a process that was killed while it wrote is never seen, and swept away later', async () => {
    const store = await open();
    await store.create('me', 'notes', { model: 'm', dimensions: DIMENSIONS }, NOW);
    const place = await placeOf('notes');
    await turns.write((db) => {
      const insert = db.statement(
        `INSERT INTO collection_document (collection, source, hash, metadata, state, chunks, bytes, at)
          VALUES (?, ?, 'h', '{}', 0, 1, 1, ?)`,
      );
      for (const [source, at] of [
        ['recent', Date.now()],
        ['long ago', NOW - DAY * 10_000],
      ] as const) {
        const { lastInsertRowid: document } = insert.run(place.id, source, at);
        const { lastInsertRowid: chunk } = db
          .statement(
            `INSERT INTO collection_chunk (collection, document, hash, place, text) VALUES (?, ?, 'h', '{}', 'half')`,
          )
          .run(place.id, document);
        db.statement('INSERT INTO collection_vector VALUES (?, ?, ?)').run(
          chunk,
          document,
          new Uint8Array(2 * DIMENSIONS),
        );
        db.statement('INSERT INTO collection_bits VALUES (?, ?, ?, ?)').run(
          chunk,
          place.id,
          document,
          bitsOf(vector(1)),
        );
        db.statement(`INSERT INTO collection_text_${place.id} (rowid, text) VALUES (?, 'half')`).run(chunk);
      }
    });

    const seen = await store.search(place, { text: 'half', vector: vector(1), limit: 5 });
    await open();

    expect(seen).toEqual([]);
    await expect.poll(() => rows('collection_document')).toBe(1);
    expect(await rows('collection_chunk')).toBe(1);
  });

  test('of vectors that no document needed is cleared after a week without use', async () => {
    const store = await open();
    await store.create('me', 'notes', { model: 'm', dimensions: DIMENSIONS }, NOW);
    const place = await placeOf('notes');
    const old = Date.now() - 8 * DAY;
    await store.keepVectors(
      place,
      new Map([
        ['unused', vector(1)],
        ['used', vector(2)],
        ['put', vector(3)],
      ]),
      old,
    );

    await store.vectors(place, ['used'], Date.now());
    const document = documentOf('a', 1);
    await store.put(place, { ...document, chunks: [{ ...document.chunks[0]!, hash: 'put' }] }, Date.now());

    await expect.poll(() => rows('collection_kept_vector')).toBe(1);
    expect([...(await store.vectors(place, ['unused', 'used', 'put'], NOW)).keys()].sort()).toEqual([
      'put',
      'used',
    ]);
  });

  test('is found by a server that has searched before, and nothing of what went since', async () => {
    const [one, other] = [await open(), await open()];
    await one.create('me', 'notes', { model: 'm', dimensions: DIMENSIONS }, NOW);
    const place = await placeOf('notes');
    for (let n = 0; n < 40; n++) await one.put(place, documentOf(`${n}`, 10, `w${n}`), NOW);
    const before = await other.search(place, { vector: vector(3), limit: 100 });

    for (let n = 0; n < 35; n++) await one.put(place, documentOf(`${n}`, 1, 'again'), NOW);
    await expect.poll(() => rows('collection_chunk')).toBe(85);
    const searches = [];
    for (let n = 0; n < 3; n++) searches.push(await other.search(place, { vector: vector(3), limit: 100 }));

    expect(before).toHaveLength(100);
    for (const after of searches) {
      expect(new Set(after.map(({ source }) => source)).size).toBe(40);
      expect(after).toHaveLength(85);
    }
  });
});
