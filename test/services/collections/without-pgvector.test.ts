import { expect, test } from 'vitest';
import { translateStorage } from '../../../src/services/translate-storage.js';
import { freshStorage } from '../../support/fresh-storage.js';
import { hasPgvector } from '../../support/pgvector.js';
import { callOf, collectionsOn, FORM } from './collections-on.js';

test.skipIf(hasPgvector)(
  'PostgreSQL without pgvector keeps all but collections, and says what to install',
  async () => {
    const fresh = await freshStorage('postgres');
    const { collections } = await collectionsOn(fresh);

    const none = await collections.list(callOf());
    const error = await collections.create('notes', FORM, callOf()).catch((reason: unknown) => reason);
    const after = await collections.list(callOf());
    await fresh.drop();

    expect([none, after]).toEqual([[], []]);
    expect(translateStorage(error)).toMatchObject({
      code: 'COLLECTIONS_UNAVAILABLE',
      message: "Collections need pgvector, and PostgreSQL's machine does not have it.",
      hint: expect.stringContaining('postgresql-17-pgvector'),
    });
  },
);
