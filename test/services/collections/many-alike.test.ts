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
});
