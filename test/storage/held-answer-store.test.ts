import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { HeldAnswerStore } from '../../src/storage/held-answer-store.js';
import { ENGINES, type FreshStorage, freshStorage } from '../support/fresh-storage.js';

const row = (id: string, owner = 'access:a', tool = 'say') => ({
  ...{ id, owner, tool, question: '{"about":"it"}', answer: `answer ${id}` },
});

describe.each(ENGINES)('answers that wait for a person, on %s', (engine) => {
  let fresh: FreshStorage;
  const open = async (keptMs = 60_000) => new HeldAnswerStore(await fresh.open(), keptMs);
  beforeEach(async () => {
    fresh = await freshStorage(engine);
    // PostgreSQL takes its time to start on a busy machine.
  }, 60_000);
  afterEach(() => fresh.drop());

  test('are found by their owner and tool at any server, and taken once', async () => {
    const [here, there] = [await open(), await open()];
    for (const each of [row('1'), row('2', 'access:b'), row('3', 'access:a', 'draw')]) await here.keep(each);

    const found = await there.questions('access:a', 'say');
    const taken = await Promise.all([here.take('1'), there.take('1')]);

    expect(found).toEqual([{ id: '1', question: '{"about":"it"}' }]);
    expect(taken.filter((each) => each !== undefined)).toEqual(['answer 1']);
    expect(await there.questions('access:a', 'say')).toEqual([]);
    expect(await here.take('2')).toBe('answer 2');
  });

  test('go when their time is over', async () => {
    const store = await open(-1000);
    await store.keep(row('1'));

    expect(await store.questions('access:a', 'say')).toEqual([]);
    expect(await store.take('1')).toBeUndefined();
    await store.keep(row('2'));
    expect(await (await open()).take('1')).toBeUndefined();
    expect(await (await open()).take('2')).toBe('answer 2');
  });

  test('are a hundred of one owner at most', async () => {
    const store = await open();
    for (let at = 0; at < 103; at++) await store.keep(row(String(at)));
    await store.keep(row('other', 'access:b'));

    expect(await store.questions('access:a', 'say')).toHaveLength(100);
    expect(await store.questions('access:b', 'say')).toHaveLength(1);
  });
});
