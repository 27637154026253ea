import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { searchAudit } from '../../../src/services/operations/audit-search.js';
import { AuditRecords } from '../../../src/storage/audit-records.js';
import { type FreshStorage, freshStorage } from '../../support/fresh-storage.js';

let fresh: FreshStorage;
let records: AuditRecords;
beforeEach(async () => {
  fresh = await freshStorage('sqlite');
  records = new AuditRecords(await fresh.open());
});
afterEach(() => fresh.drop());

const add = (tools: readonly string[], at = 1000, more: object = {}) =>
  records.append(
    randomUUID(),
    tools.map((tool) => ({
      at,
      record: JSON.stringify({ kind: 'call', outcome: 'ok', at, ms: 1, tool, ...more }),
    })),
  );

test('a search for what is rare is cut off after so many records, and goes on from there', async () => {
  await add(['rare', ...Array.from({ length: 5500 }, () => 'usual')]);

  const first = await searchAudit(records, { tool: 'rare' });
  const second = await searchAudit(records, { tool: 'rare', before: first.before! });

  expect(first.records).toEqual([]);
  expect(second.records.map(({ seq }) => seq)).toEqual([1]);
  expect(second.before).toBeNull();
});

test('a search ends where the records are older than what is asked for', async () => {
  const day = 86_400_000;
  await add(['old'], day);
  await add(['new', 'new'], 3 * day);

  const found = await searchAudit(records, { since: 2 * day });

  expect(found.records.map(({ tool }) => tool)).toEqual(['new', 'new']);
  expect(found.before).toBeNull();
});

test('what was said is not shown, even where it is on record', async () => {
  await add(['diary'], 1000, {
    input: { text: 'a secret' },
    output: 'another secret',
    costNanoUsd: '1500000',
  });

  const found = await searchAudit(records, {});

  expect(JSON.stringify(found)).not.toContain('secret');
  expect(found.records[0]).toMatchObject({ tool: 'diary', costUsd: 0.0015 });
});

test('an empty record has nothing to find', async () => {
  expect(await searchAudit(records, { code: 'ANY' })).toEqual({ records: [], before: null });
});
