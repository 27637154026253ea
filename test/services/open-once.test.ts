import { expect, test } from 'vitest';
import { openOnce } from '../../src/services/open-once.js';

/** A door that counts what happens to it. */
function door(failures = 0) {
  const seen = { opened: 0, closed: 0 };
  const open = async () => {
    if (seen.opened++ < failures) throw new Error('jammed');
    return { close: async () => void seen.closed++ };
  };
  return { seen, ...openOnce(open) };
}

test('What is opened once is opened at its first use, for all who ask', async () => {
  const { seen, get } = door();
  const before = seen.opened;

  const [one, two] = await Promise.all([get(), get()]);

  expect([before, seen.opened]).toEqual([0, 1]);
  expect(one).toBe(two);
});

test('What could not be opened is tried again at the next use', async () => {
  const { get } = door(1);

  const first = await Promise.allSettled([get(), get()]);
  const second = await Promise.allSettled([get()]);

  expect(first.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(second.map(({ status }) => status)).toEqual(['fulfilled']);
});

test('Only what was opened is closed', async () => {
  const [used, unused, jammed] = [door(), door(), door(1)];
  await used.get();
  await jammed.get().catch(() => {});

  await Promise.all([used.close(), unused.close(), jammed.close()]);

  expect([used, unused, jammed].map(({ seen }) => seen.closed)).toEqual([1, 0, 0]);
});
