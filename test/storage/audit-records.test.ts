import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CHAIN_START, chainHash } from '../../src/storage/audit-chain.js';
import { AuditRecords } from '../../src/storage/audit-records.js';
import type { AuditEntry } from '../../src/storage/audit-store.js';
import type { Storage } from '../../src/storage/storage.js';
import { ENGINES, type FreshStorage, freshStorage } from '../support/fresh-storage.js';

const append = (records: AuditRecords, given: AuditEntry[]) => records.append(randomUUID(), given);
const entries = (count: number, at = 1000): AuditEntry[] =>
  Array.from({ length: count }, (_, n) => ({
    at: at + n,
    record: `{"n":${n},"said":"é 😀"}`,
  }));

describe.each(ENGINES)('the audit record on %s', (engine) => {
  let fresh: FreshStorage;
  let storage: Storage;
  let records: AuditRecords;
  beforeEach(async () => {
    fresh = await freshStorage(engine);
    storage = await fresh.open();
    records = new AuditRecords(storage);
  });
  afterEach(() => fresh.drop());

  test('can be read from its end on, and from any place back', async () => {
    await append(records, entries(5));

    const [last, before] = [await records.readBack(undefined, 2), await records.readBack(4, 2)];

    expect(last.map(({ seq }) => seq)).toEqual([5, 4]);
    expect(before.map(({ seq }) => seq)).toEqual([3, 2]);
  });

  test('is a chain: each hash is made of the one before it and of the record', async () => {
    const given = entries(3);

    await append(records, given.slice(0, 2));
    await append(records, given.slice(2));

    const chain = await records.read(0, 10);
    let before = CHAIN_START;
    expect(chain).toEqual(
      given.map((entry, index) => {
        before = chainHash(before, entry.record);
        return { ...entry, seq: index + 1, hash: before };
      }),
    );
    expect(await records.ends()).toEqual({
      head: { seq: 3, hash: before },
      anchor: { seq: 0, hash: CHAIN_START },
      purgedAt: 0,
    });
  });

  test('takes the same records once, however often they are given', async () => {
    const batch = randomUUID();

    await records.append(batch, entries(2));
    await records.append(batch, entries(2));

    expect(await records.read(0, 10)).toHaveLength(2);
  });

  test('stays one chain when several processes add to it at once', async () => {
    const others = [records, new AuditRecords(await fresh.open()), new AuditRecords(await fresh.open())];

    await Promise.all(Array.from({ length: 60 }, (_, n) => append(others[n % 3]!, entries(5))));

    const chain = await records.read(0, 1000);
    expect(chain.map(({ seq }) => seq)).toEqual(Array.from({ length: 300 }, (_, n) => n + 1));
    expect(
      chain.every(({ record, hash }, n) => hash === chainHash(chain[n - 1]?.hash ?? CHAIN_START, record)),
    ).toBe(true);
  });

  test('gives up only its oldest records, up to the first that is to stay, and remembers where it was cut', async () => {
    await append(records, [...entries(2500, 1000), ...entries(1, 9000), ...entries(1, 1000)]);

    const purged = await records.purge(9000, 77);

    const [first] = await records.read(0, 1);
    const ends = await records.ends();
    expect(purged).toBe(2500);
    expect(first?.seq).toBe(2501);
    expect(first?.hash).toBe(chainHash(ends!.anchor.hash, first!.record));
    expect(ends).toMatchObject({ anchor: { seq: 2500 }, head: { seq: 2502 }, purgedAt: 77 });
    expect(await records.purge(9000, 78)).toBe(0);
  });

  test('goes on after all of it was purged', async () => {
    await append(records, entries(2));
    await records.purge(1_000_000, 1);

    await append(records, entries(1));

    const [only] = await records.read(0, 10);
    expect(only?.seq).toBe(3);
    expect(only?.hash).toBe(chainHash((await records.ends())!.anchor.hash, only!.record));
  });

  test('lets no query change or remove a record', async () => {
    await append(records, entries(2));

    const change = storage.db.updateTable('audit_record').set({ record: '{}' }).execute();
    await expect(change).rejects.toThrow();
    const removal = storage.db.deleteFrom('audit_record').where('seq', '=', 1).execute();
    await expect(removal).rejects.toThrow();

    expect(await records.read(0, 10)).toHaveLength(2);
  });
});
