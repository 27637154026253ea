import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Collections, Hit } from '../../../src/plugin-api/collections.js';
import type { OpenCollections } from '../../../src/services/collections/create-collections.js';
import { ENGINES, type FreshStorage, freshStorage } from '../../support/fresh-storage.js';
import { hasPgvector, pgvectorForFile } from '../../support/pgvector.js';
import { callOf, collectionsOn, DIMENSIONS, documentOf, emptied, FORM, pointing } from './collections-on.js';

const CALL = callOf();
const textsOf = (hits: Hit[]) => hits.map(({ text }) => text);

const pgvector = pgvectorForFile();

describe.each(ENGINES)('collections on %s', (engine) => {
  let fresh: FreshStorage;
  let opened: OpenCollections[];
  let collections: Collections;
  const server = async () => {
    const another = await collectionsOn(fresh);
    opened.push(another);
    return another.collections;
  };

  beforeEach(async () => {
    fresh = engine === 'sqlite' ? await freshStorage(engine) : await pgvector();
    opened = [];
    collections = await server();
    // PGlite takes its time to start on a busy machine.
  }, 60_000);
  afterEach(async () => {
    for (const { close } of opened) await close();
    await fresh.drop();
  });

  test('are made once, and say what is in them', async () => {
    const made = await collections.create('notes', FORM, CALL);
    const again = await collections.create('notes', FORM, CALL);

    await collections.putDocument(
      'notes',
      documentOf('a.md', { 'Ada was here.': 1, 'Grace, too.': 2 }),
      CALL,
    );

    expect(again).toEqual(made);
    const found = await collections.find('notes', CALL);
    expect(found).toMatchObject({ name: 'notes', ...FORM, documents: 1, chunks: 2 });
    expect(found!.bytes).toBe('Ada was here.Grace, too.'.length + 2 * 2 * DIMENSIONS);
    expect(await collections.list(CALL)).toEqual([found]);
  });

  test('refuse another model and other dimensions, and name both', async () => {
    await collections.create('notes', FORM, CALL);

    const model = collections.create('notes', { ...FORM, model: 'text-embedding-3-large' }, CALL);
    await expect(model).rejects.toMatchObject({ code: 'COLLECTION_DIFFERS' });
    await expect(model).rejects.toThrow(/text-embedding-3-small.*text-embedding-3-large/);
    const form = { model: FORM.model, dimensions: 8 };
    await expect(collections.create('notes', form, CALL)).rejects.toThrow(/32 dimensions.* 8\./);
    const search = collections.search('notes', { vector: pointing(1, 8), limit: 3 }, CALL);
    await expect(search).rejects.toMatchObject({ code: 'COLLECTION_DIFFERS' });
  });

  test('are their owner’s alone', async () => {
    await collections.create('notes', FORM, CALL);
    await collections.putDocument('notes', documentOf('a.md', { 'Ada was here.': 1 }), CALL);
    const other = callOf('lamp');

    expect(await collections.list(other)).toEqual([]);
    expect(await collections.delete('notes', other)).toBe(false);
    const search = collections.search('notes', { text: 'Ada', limit: 3 }, other);
    await expect(search).rejects.toMatchObject({ code: 'COLLECTION_NOT_FOUND' });
    await collections.create('notes', FORM, other);
    expect(await collections.search('notes', { text: 'Ada', limit: 3 }, other)).toEqual([]);
    expect(await collections.search('notes', { text: 'Ada', limit: 3 }, CALL)).toHaveLength(1);
  });

  test('find by meaning, by words, and by both', async () => {
    await collections.create('notes', FORM, CALL);
    const pieces = { 'Lighthouses guide ships.': 1, 'Ships carry tea.': 1.1, 'Tea is brewed hot.': 2 };
    await collections.putDocument('notes', documentOf('a.md', pieces, { title: 'Sea' }), CALL);

    const near = await collections.search('notes', { vector: pointing(1.02), limit: 2 }, CALL);
    const worded = await collections.search('notes', { text: 'TEA, brewed?', limit: 2 }, CALL);
    const both = await collections.search('notes', { vector: pointing(1.05), text: 'tea', limit: 3 }, CALL);

    expect(textsOf(near)).toEqual(['Lighthouses guide ships.', 'Ships carry tea.']);
    expect(near[0]).toMatchObject({
      ...{ source: 'a.md', title: 'Sea', metadata: {}, vectorRank: 1, score: 1 / 61 },
      place: { from: 0, to: 24, line: 1 },
    });
    expect(near[0]!.similarity).toBeGreaterThan(0.99);
    expect(textsOf(worded)).toEqual(['Tea is brewed hot.', 'Ships carry tea.']);
    expect(worded[0]).toMatchObject({ textRank: 1, score: 1 / 61 });
    expect(both[0]).toMatchObject({ text: 'Ships carry tea.' });
    expect(both[0]!.score).toBeCloseTo(1 / (60 + both[0]!.vectorRank!) + 1 / (60 + both[0]!.textRank!), 12);
    expect(both.every(({ similarity }) => similarity !== undefined)).toBe(true);
  });

  test('replace a document as a whole', async () => {
    await collections.create('notes', FORM, CALL);
    await collections.putDocument('notes', documentOf('a.md', { 'old one': 1, 'old two': 2 }), CALL);

    await collections.putDocument('notes', documentOf('a.md', { 'new one': 1 }, { hash: 'v2' }), CALL);

    expect(textsOf(await collections.search('notes', { text: 'old new one', limit: 9 }, CALL))).toEqual([
      'new one',
    ]);
    expect(textsOf(await collections.search('notes', { vector: pointing(2), limit: 9 }, CALL))).toEqual([
      'new one',
    ]);
    expect(await collections.documents('notes', ['a.md', 'b.md'], CALL)).toEqual(
      new Map([['a.md', { hash: 'v2', chunks: 1, metadata: {} }]]),
    );
    expect(await collections.find('notes', CALL)).toMatchObject({ documents: 1, chunks: 1 });
  });

  test('forget removed documents, and themselves', async () => {
    await collections.create('notes', FORM, CALL);
    await collections.putDocument('notes', documentOf('a.md', { 'Ada was here.': 1 }), CALL);
    await collections.putDocument('notes', documentOf('b.md', { 'Ada went.': 1 }), CALL);

    const removed = await collections.removeDocuments('notes', ['a.md', 'c.md'], CALL);
    const left = await collections.search('notes', { text: 'Ada', vector: pointing(1), limit: 9 }, CALL);
    const deleted = await collections.delete('notes', CALL);
    await collections.create('notes', { model: 'other', dimensions: 8 }, CALL);

    expect(removed).toBe(1);
    expect(textsOf(left)).toEqual(['Ada went.']);
    expect(deleted).toBe(true);
    expect(emptied(await collections.find('notes', CALL))).toEqual([0, 0, 0]);
    expect(await collections.search('notes', { text: 'Ada', limit: 9 }, CALL)).toEqual([]);
  });

  test('page through sources in order', async () => {
    await collections.create('notes', FORM, CALL);
    for (const source of ['b/2', 'a/1', 'b/10', 'B', 'ä', 'b/1'])
      await collections.putDocument('notes', documentOf(source, { [source]: 1 }), CALL);

    const all = await collections.sources('notes', { limit: 9 }, CALL);
    const page = await collections.sources('notes', { prefix: 'b/', after: 'b/1', limit: 1 }, CALL);

    expect(all).toEqual(['B', 'a/1', 'b/1', 'b/10', 'b/2', 'ä']);
    expect(page).toEqual(['b/10']);
  });

  test('know vectors by the hash of their text, before and after their document is there', async () => {
    await collections.create('notes', FORM, CALL);
    await collections.keepVectors('notes', new Map([['kept', pointing(3)]]), CALL);
    await collections.putDocument('notes', documentOf('a.md', { text: 1 }), CALL);

    const beside = await server();
    const known = await beside.vectors('notes', ['kept', 'hash of text', 'unknown'], CALL);

    expect([...known.keys()].sort()).toEqual(['hash of text', 'kept']);
    const length = Math.hypot(...pointing(3));
    const off = known.get('kept')!.map((number, place) => Math.abs(number - pointing(3)[place]! / length));
    expect(Math.max(...off)).toBeLessThan(0.001);
  });

  test('find what means the same as a chunk or a document, without that document', async () => {
    await collections.create('notes', FORM, CALL);
    await collections.putDocument('notes', documentOf('a.md', { one: 1, two: 1.1 }), CALL);
    await collections.putDocument('notes', documentOf('b.md', { near: 1.05 }), CALL);
    await collections.putDocument('notes', documentOf('c.md', { far: 3 }), CALL);
    const [hit] = await collections.search('notes', { text: 'one', limit: 1 }, CALL);

    const byChunk = await collections.similar('notes', { chunk: hit!.chunk }, { limit: 5 }, CALL);
    const bySource = await collections.similar('notes', { source: 'a.md' }, { limit: 1 }, CALL);

    expect(textsOf(byChunk)).toEqual(['near', 'far']);
    expect(textsOf(bySource)).toEqual(['near']);
    for (const to of [{ chunk: '999' }, { chunk: "1' OR 1=1" }, { source: 'd.md' }])
      await expect(collections.similar('notes', to, { limit: 1 }, CALL)).rejects.toMatchObject({
        code: 'DOCUMENT_NOT_FOUND',
      });
  });

  test('filter by metadata, however few documents it leaves', async () => {
    await collections.create('notes', FORM, CALL);
    for (let n = 0; n < 60; n++)
      await collections.putDocument(
        'notes',
        documentOf(
          `${n}`,
          { [`note ${n}`]: n / 10 },
          {
            metadata: {
              number: n,
              even: n % 2 === 0,
              day: `2026-11-${String(n % 30).padStart(2, '0')}`,
              ...(n === 59 && { 'o\'dd "key': 'x' }),
            },
          },
        ),
        CALL,
      );
    const found = async (filter: object) => {
      const hits = await collections.search(
        'notes',
        { vector: pointing(0), text: 'note', filter: filter as never, limit: 100 },
        CALL,
      );
      return hits.map(({ source }) => Number(source)).sort((one, other) => one - other);
    };

    expect(await found({ number: 57 })).toEqual([57]);
    expect(await found({ number: { gte: 57 }, even: true })).toEqual([58]);
    expect(await found({ number: { gt: 1, lte: 3 } })).toEqual([2, 3]);
    expect(await found({ number: { in: [5, 7, '9'] } })).toEqual([5, 7]);
    expect(await found({ day: { gte: '2026-11-28' } })).toEqual([28, 29, 58, 59]);
    expect(await found({ even: { ne: true }, number: { lt: 4 } })).toEqual([1, 3]);
    expect(await found({ 'o\'dd "key': 'x' })).toEqual([59]);
    expect(await found({ 'o\'dd "key': { ne: 'x' }, number: { gte: 58 } })).toEqual([58]);
    expect(await found({ even: 1 })).toEqual([]);
    expect(await found({ missing: 'x' })).toEqual([]);
    await expect(found({ number: { like: '5%' } })).rejects.toThrow('there are in, gte');
    await expect(found({ number: null })).rejects.toMatchObject({ code: 'INPUT_INVALID' });
  });

  test.each([
    ['"', []],
    ['AND OR NOT NEAR', ['Café tea: C++ and naïve.']],
    ['tea" OR "x', ['Café tea: C++ and naïve.']],
    ['text:tea', ['Café tea: C++ and naïve.']],
    ['tea*', ['Café tea: C++ and naïve.']],
    ['^tea (', ['Café tea: C++ and naïve.']],
    ["cafe'; DROP TABLE collection; --", ['Café tea: C++ and naïve.']],
    ['NAÏVE', ['Café tea: C++ and naïve.']],
    ['東京', ['私は東京に行きます。']],
    ['\0\ud800', []],
    ['', []],
    ['&|!<->:*', []],
  ])('take any text as words: %j', async (text, expected) => {
    await collections.create('notes', FORM, CALL);
    const pieces = { 'Café tea: C++ and naïve.': 1, '私は東京に行きます。': 2 };
    await collections.putDocument('notes', documentOf('a.md', pieces), CALL);

    const hits = await collections.search('notes', { text, limit: 5 }, CALL);

    expect(textsOf(hits)).toEqual(expected);
  });

  test('take vectors of more dimensions than an index has room for', async () => {
    await collections.create('large', { model: 'large', dimensions: 5_000 }, CALL);
    const chunks = [1, 1.1, 2].map((angle) => ({
      ...{ text: `at ${angle}`, hash: `${angle}`, place: { from: 0, to: 1 } },
      vector: pointing(angle, 5_000),
    }));
    await collections.putDocument('large', { source: 'a', hash: 'h', metadata: {}, chunks }, CALL);

    const hits = await collections.search('large', { vector: pointing(2, 5_000), limit: 1 }, CALL);

    expect(textsOf(hits)).toEqual(['at 2']);
    expect(hits[0]!.similarity).toBeCloseTo(1, 3);
  });

  test('take strange documents as they are', async () => {
    await collections.create('notes', FORM, CALL);
    const strange = documentOf(
      '\ud800 \0 "\'',
      { 'a \0 b \ud800': 1 },
      { title: '\0', metadata: { '\0': '\ud800' } },
    );

    await collections.putDocument('notes', strange, CALL);
    await collections.putDocument('notes', documentOf('empty', {}), CALL);

    const [hit] = await collections.search('notes', { vector: pointing(1), limit: 5 }, CALL);
    expect(hit).toMatchObject({ text: 'a \ufffd b \ufffd', source: '\ufffd \ufffd "\'' });
    expect((await collections.documents('notes', ['\ud800 \0 "\''], CALL)).size).toBe(1);
    expect(await collections.find('notes', CALL)).toMatchObject({ documents: 2, chunks: 1 });
  });

  test.each([
    ['name', () => collections.create('', FORM, CALL)],
    ['dimensions', () => collections.create('x', { model: 'm', dimensions: 0 }, CALL)],
    ['vector', () => collections.search('notes', { vector: new Float32Array(DIMENSIONS), limit: 1 }, CALL)],
    [
      'not a number',
      () => collections.search('notes', { vector: new Float32Array(DIMENSIONS).fill(NaN), limit: 1 }, CALL),
    ],
    ['limit', () => collections.search('notes', { text: 'x', limit: 0 }, CALL)],
    ['source', () => collections.putDocument('notes', documentOf('', { x: 1 }), CALL)],
  ])('refuse what can’t be meant: %s', async (_, attempt) => {
    await collections.create('notes', FORM, CALL);

    await expect(attempt()).rejects.toMatchObject({
      code: expect.stringMatching(/^(INPUT|VECTOR)_INVALID$/),
    });
  });

  // PGlite mixes up the queries of connections that ask at once.
  const testAtOnce = test.skipIf(engine === 'postgres' && !hasPgvector);

  testAtOnce('are the same for all servers, which write at once', async () => {
    const servers = [collections, await server(), await server()];
    await Promise.all(servers.map((each) => each.create('notes', FORM, CALL)));

    await Promise.all(
      Array.from({ length: 60 }, (_, n) =>
        servers[n % 3]!.putDocument('notes', documentOf(`${n % 20}`, { [`text ${n % 20}`]: n % 20 }), CALL),
      ),
    );

    for (const each of servers) {
      const hits = await each.search('notes', { text: 'text', vector: pointing(1), limit: 100 }, CALL);
      expect(new Set(hits.map(({ source }) => source)).size).toBe(20);
      expect(hits).toHaveLength(20);
      expect(await each.find('notes', CALL)).toMatchObject({ documents: 20, chunks: 20 });
    }
  });

  testAtOnce('show a document whole or not at all while it is replaced', async () => {
    const beside = await server();
    await collections.create('notes', FORM, CALL);
    const version = (n: number) =>
      documentOf(
        'a.md',
        Object.fromEntries(Array.from({ length: 60 }, (_, place) => [`v${n} word ${place}`, place / 9])),
        { hash: `v${n}` },
      );
    await collections.putDocument('notes', version(0), CALL);

    let isWriting = true;
    const writing = (async () => {
      for (let n = 1; n <= 8; n++) await beside.putDocument('notes', version(n), CALL);
      isWriting = false;
    })();
    const seen: string[][] = [];
    while (isWriting) {
      const hits = await collections.search('notes', { vector: pointing(1), text: 'word', limit: 100 }, CALL);
      seen.push([...new Set(hits.map(({ text }) => text.split(' ')[0]!))]);
    }
    await writing;

    expect(seen.length).toBeGreaterThan(0);
    expect(seen.filter((versions) => versions.length !== 1)).toEqual([]);
  });
});
