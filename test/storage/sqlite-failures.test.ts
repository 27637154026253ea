import { randomBytes } from 'node:crypto';
import { chmod, mkdir, open, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openStorage } from '../../src/storage/open-storage.js';
import type { Storage } from '../../src/storage/storage.js';
import { type FreshStorage, freshStorage } from '../support/fresh-storage.js';
import { entryOf } from '../support/ledger-cases.js';

const NOBODY = 65_534;

describe('a SQLite file', () => {
  let fresh: FreshStorage;
  let file: string;
  beforeEach(async () => {
    fresh = await freshStorage('sqlite');
    file = (fresh.place as { file: string }).file;
  });
  afterEach(() => fresh.drop());

  const refusalOf = (work: Promise<unknown>) =>
    work.then(
      () => undefined,
      ({ code, message, hint }) => ({ code, message, hint }),
    );
  const turnsOf = ({ engine }: Storage) => {
    if (engine.kind !== 'sqlite') throw new Error('Not SQLite.');
    return engine.turns;
  };
  const bookSome = async (ledger: Storage['ledger'], count: number) => {
    for (let number = 0; number < count; number++) await ledger.settle(entryOf(`request-${number}`, 1n));
  };
  const booked = async (storage: Storage) =>
    (await storage.db.selectFrom('usage_entry').select('id').execute()).length;

  test('is for its owner alone, and so is a folder made for it', async () => {
    await fresh.open();

    const modes = await Promise.all(
      [file, `${file}-wal`, dirname(file)].map(async (path) => (await stat(path)).mode),
    );

    expect(modes.map((mode) => (mode & 0o777).toString(8))).toEqual(['600', '600', '700']);
  });

  test.each([
    ['a text', () => Buffer.from('notes of mine\n'.repeat(500))],
    ['nothing that it looks like', () => randomBytes(8_192)],
  ])('that is %s is refused, and left as it is', async (_, content) => {
    const bytes = content();
    await mkdir(dirname(file));
    await writeFile(file, bytes);

    const refusal = await refusalOf(openStorage(fresh.place));

    expect(refusal).toMatchObject({ code: 'STORAGE_CORRUPT', hint: expect.stringContaining('Move it away') });
    expect(refusal?.message).toContain(file);
    expect(await readFile(file)).toEqual(bytes);
  });

  test('of another program is refused, and left as it is', async () => {
    await mkdir(dirname(file));
    const theirs = new DatabaseSync(file);
    theirs.exec('CREATE TABLE notes (text TEXT)');
    theirs.close();
    const before = await readFile(file);

    const refusal = await refusalOf(openStorage(fresh.place));

    expect(refusal?.code).toBe('STORAGE_CORRUPT');
    expect(await readFile(file)).toEqual(before);
  });

  test('that is damaged is refused, and left as it is', async () => {
    const storage = await fresh.open();
    await bookSome(storage.ledger, 200);
    await storage.close();
    const handle = await open(file, 'r+');
    const { size } = await handle.stat();
    await handle.write(randomBytes(size - 4_096), 0, size - 4_096, 4_096);
    await handle.close();
    const before = await readFile(file);

    const refusal = await refusalOf(openStorage(fresh.place));

    expect(refusal).toMatchObject({ code: 'STORAGE_CORRUPT', hint: expect.stringContaining('.recover') });
    expect(await readFile(file)).toEqual(before);
  });

  test('in a folder that is none says so', async () => {
    await writeFile(dirname(file), '');

    const refusal = await refusalOf(openStorage(fresh.place));

    expect(refusal).toMatchObject({
      code: 'STORAGE_UNAVAILABLE',
      hint: expect.stringContaining('--data-dir'),
    });
  });

  test.skipIf(process.platform === 'win32')('in a folder that this user may not write says so', async () => {
    const storage = await fresh.open();
    await storage.close();
    await chmod(dirname(file), 0o555);

    const refusal = await unprivileged(() => refusalOf(openStorage(fresh.place)));

    expect(refusal?.code).toBe('STORAGE_READ_ONLY');
    expect(refusal?.hint).toContain(dirname(file));
    await chmod(dirname(file), 0o700);
    expect(await booked(await fresh.open())).toBe(0);
  });

  test('on a full disk loses nothing, and goes on when there is room again', async () => {
    const storage = await fresh.open();
    await bookSome(storage.ledger, 10);
    await turnsOf(storage).write((db) => db.exec('PRAGMA max_page_count = 1'));
    const large = entryOf('large', 1n, { endpoint: 'x'.repeat(1_000_000) });

    const refusal = await refusalOf(storage.ledger.settle(large));

    expect(refusal?.code).toBe('STORAGE_FULL');
    expect(await booked(storage)).toBe(10);
    await turnsOf(storage).write((db) => db.exec('PRAGMA max_page_count = 1000000'));
    await storage.ledger.settle(large);
    expect(await booked(storage)).toBe(11);
  });
});

/** Root may write anywhere, so that it takes another user to be refused. */
async function unprivileged<T>(work: () => Promise<T>): Promise<T> {
  if (process.getuid?.() !== 0) return work();
  process.seteuid?.(NOBODY);
  try {
    return await work();
  } finally {
    process.seteuid?.(0);
  }
}
