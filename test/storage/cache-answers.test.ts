import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { StoredAnswers } from '../../src/storage/cache-answers.js';
import { ENGINES, type FreshStorage, freshStorage } from '../support/fresh-storage.js';

const NOW = 1_800_000_000_000;
const answer = (text: string, expiresAt = NOW + 1000) => ({
  contentType: 'application/json',
  body: Buffer.from(text),
  model: 'gpt-6-luna',
  expiresAt,
});

describe.each(ENGINES)('answers that %s keeps', (engine) => {
  let fresh: FreshStorage;
  let answers: StoredAnswers;
  const room = (bytes: number, now = NOW, maxBytes = 1000) => ({ bytes, now, maxBytes });
  const kept = async (...keys: string[]) => {
    const found = await Promise.all(keys.map((key) => answers.find(key, NOW)));
    return keys.filter((_, index) => found[index] !== undefined);
  };

  beforeEach(async () => {
    fresh = await freshStorage(engine);
    answers = new StoredAnswers(await fresh.open());
  });
  afterEach(() => fresh.drop());

  test('are found by every process, byte for byte', async () => {
    const bytes = { ...answer(''), body: Buffer.from([0, 255, 10, 13, 128]), model: null };
    await answers.keep('a', bytes, room(5));

    const beside = await new StoredAnswers(await fresh.open()).find('a', NOW);

    expect(beside).toEqual(bytes);
    expect(Buffer.isBuffer(beside?.body)).toBe(true);
  });

  test('are gone when their time is over, and replaced when they come anew', async () => {
    await answers.keep('a', answer('old', NOW + 1), room(10));
    const before = await answers.find('a', NOW + 1);

    await answers.keep('a', answer('new'), room(10));

    expect(before).toBeUndefined();
    expect((await answers.find('a', NOW))?.body.toString()).toBe('new');
  });

  test('make room: those used longest ago go, and no more than needed', async () => {
    for (const [index, key] of ['a', 'b', 'c', 'd'].entries())
      await answers.keep(key, answer(key), room(250, NOW + index));
    await answers.touch('a', NOW + 10);

    await answers.keep('e', answer('e'), room(500, NOW + 20));

    expect(await kept('a', 'b', 'c', 'd', 'e')).toEqual(['a', 'd', 'e']);
  });

  test('make room for one as large as all of them', async () => {
    for (let n = 0; n < 450; n++) await answers.keep(`k${n}`, answer('x'), room(2, NOW + n));

    await answers.keep('large', answer('large'), room(1000, NOW + 1000));

    const all = Array.from({ length: 450 }, (_, n) => `k${n}`);
    expect(await kept(...all, 'large')).toEqual(['large']);
  });

  test('leave their room to others when they have run out', async () => {
    await answers.keep('old', answer('old', NOW + 1), room(900));
    await answers.keep('young', answer('young', NOW + 5000), room(100, NOW - 1));

    await answers.keep('new', answer('new', NOW + 5000), room(900, NOW + 2));

    expect(await kept('young', 'new')).toEqual(['young', 'new']);
  });

  test('stay within the bound when several processes keep some at once', async () => {
    const others = [answers, new StoredAnswers(await fresh.open()), new StoredAnswers(await fresh.open())];

    await Promise.all(
      Array.from({ length: 60 }, (_, n) =>
        others[n % 3]!.keep(`k${n % 40}`, answer('x'), room(100, NOW + n)),
      ),
    );

    const keys = Array.from({ length: 40 }, (_, n) => `k${n}`);
    expect(await kept(...keys)).toHaveLength(10);
  });
});
