import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { OpenCollections } from '../../../src/services/collections/create-collections.js';
import { ENGINES, type FreshStorage, freshStorage } from '../../support/fresh-storage.js';
import { pgvectorForFile } from '../../support/pgvector.js';
import { callOf, collectionsOn, documentOf, FORM } from './collections-on.js';

const CALL = callOf();
const pgvector = pgvectorForFile();

describe.each(ENGINES)('a collection on %s with more that has a word than a ranking takes', (engine) => {
  let fresh: FreshStorage;
  let opened: OpenCollections;

  beforeEach(async () => {
    fresh = engine === 'sqlite' ? await freshStorage(engine) : await pgvector();
    opened = await collectionsOn(fresh);
    // PGlite takes its time to start on a busy machine.
  }, 60_000);
  afterEach(async () => {
    await opened.close();
    await fresh.drop();
  });

  test('finds by that word what a filter leaves, though all others have it more prominently', async () => {
    const { collections } = opened;
    const short = Object.fromEntries(Array.from({ length: 120 }, (_, n) => [`tea ${n}`, n]));
    await collections.create('notes', FORM, CALL);
    await collections.putDocument('notes', documentOf('short', short, { metadata: { of: 'many' } }), CALL);
    await collections.putDocument(
      'notes',
      documentOf('long', { [`tea, after ${'much else '.repeat(50)}`]: 1 }, { metadata: { of: 'one' } }),
      CALL,
    );

    const all = await collections.search('notes', { text: 'tea', limit: 5 }, CALL);
    const left = await collections.search('notes', { text: 'tea', filter: { of: 'one' }, limit: 5 }, CALL);

    expect(all.map(({ source }) => source)).toEqual(Array(5).fill('short'));
    expect(left.map(({ source }) => source)).toEqual(['long']);
  });

  test('finds first what has the rarest word, or the most of the words', async () => {
    const { collections } = opened;
    const text = (n: number) => `${n % 10 === 0 ? 'tea' : 'ink'} ${n % 7 === 0 ? 'cup' : 'pen'} ${n}`;
    await collections.create('notes', FORM, CALL);
    for (let from = 0; from < 1_400; from += 100) {
      const texts = Object.fromEntries(Array.from({ length: 100 }, (_, n) => [text(from + n), n]));
      await collections.putDocument('notes', documentOf(`${from}`, texts), CALL);
    }
    await collections.putDocument('notes', documentOf('rare', { 'a samovar alone': 1 }), CALL);
    const { engine: storage } = await fresh.open();
    if (storage.kind === 'postgres') await storage.pool.pool.query('ANALYZE');

    const hits = await collections.search('notes', { text: 'tea, cup or samovar', limit: 30 }, CALL);

    const both = Array.from({ length: 20 }, (_, n) => text(n * 70));
    const found = hits.map((hit) => hit.text);
    expect(new Set(found.slice(0, 21))).toEqual(new Set(['a samovar alone', ...both]));
    expect(found).toHaveLength(30);
    expect(found.every((each) => /tea|cup|samovar/.test(each))).toBe(true);
  });
});
