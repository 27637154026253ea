import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { BLANK } from '../../../src/services/audit/audit-record.js';
import { verifyChain } from '../../../src/services/audit/verify-chain.js';
import { CHAIN_START, chainHash } from '../../../src/storage/audit-chain.js';
import type { AuditRecords } from '../../../src/storage/audit-records.js';
import type { Storage } from '../../../src/storage/storage.js';
import { ENGINES, type FreshStorage, freshStorage } from '../../support/fresh-storage.js';
import { openAudit } from './open-audit.js';

describe.each(ENGINES)('an audit record on %s', (engine) => {
  let fresh: FreshStorage;
  let storage: Storage;
  let records: AuditRecords;

  /** As somebody does who may write the database. */
  const byHand = async (...script: string[]) => {
    const on = engine === 'sqlite' ? '' : ' ON audit_record';
    const triggers = ['keeps', 'stays'].map((name) => `DROP TRIGGER IF EXISTS audit_record_${name}${on};`);
    const sql = [...triggers, ...script].join('\n');
    if (storage.engine.kind === 'sqlite') await storage.engine.turns.write((db) => db.exec(sql));
    else await storage.engine.pool.pool.query(sql);
  };
  /** Makes every hash right again from one record on; the last one is returned. */
  const mend = async (from: number): Promise<string> => {
    const all = await records.read(0, 100);
    let hash = all.find(({ seq }) => seq === from - 1)?.hash ?? CHAIN_START;
    const script: string[] = [];
    for (const { seq, record } of all.filter(({ seq }) => seq >= from)) {
      hash = chainHash(hash, record);
      script.push(`UPDATE audit_record SET hash = '${hash}' WHERE seq = ${seq};`);
    }
    await byHand(...script);
    return hash;
  };

  beforeEach(async () => {
    fresh = await freshStorage(engine);
    storage = await fresh.open();
    const { trail, records: written } = openAudit(storage);
    records = written;
    for (let ms = 1; ms <= 10; ms++) trail.add({ ...BLANK, kind: 'call', outcome: 'ok', ms });
    await trail.stop();
  });
  afterEach(() => fresh.drop());

  test('that nobody touched is intact', async () => {
    const [last] = await records.read(9, 1);

    expect(await verifyChain(records)).toEqual({
      intact: true,
      records: 10,
      purgedUpTo: 0,
      head: { seq: 10, hash: last?.hash },
    });
  });

  test.each([
    [
      'a record that was changed',
      4,
      `UPDATE audit_record SET record = replace(record, '"ms":4', '"ms":5') WHERE seq = 4;`,
    ],
    ['a time that was changed', 4, 'UPDATE audit_record SET at = at + 1 WHERE seq = 4;'],
    ['a hash that was changed', 4, `UPDATE audit_record SET hash = '${CHAIN_START}' WHERE seq = 4;`],
    ['a record that was removed', 4, 'DELETE FROM audit_record WHERE seq = 4;'],
    ['records that were removed at the beginning', 1, 'DELETE FROM audit_record WHERE seq < 4;'],
    ['records that were cut off at the end', 8, 'DELETE FROM audit_record WHERE seq > 7;'],
    ['all records that were removed', 1, 'DELETE FROM audit_record;'],
    ['its ends that were removed', 1, 'DELETE FROM audit_head;'],
    [
      'a purge that never was',
      5,
      'UPDATE audit_head SET anchor_seq = 4; DELETE FROM audit_record WHERE seq < 5;',
    ],
  ])('is broken by %s', async (_, seq, script) => {
    await byHand(script);

    expect(await verifyChain(records)).toMatchObject({ intact: false, seq });
  });

  test('is broken by a record that was added by hand, its hash and all', async () => {
    const [last] = await records.read(9, 1);
    const hash = chainHash(last!.hash, last!.record);
    await byHand(`INSERT INTO audit_record VALUES (11, ${last!.at}, '${last!.record}', '${hash}', NULL);`);

    expect(await verifyChain(records)).toMatchObject({ intact: false, seq: 11 });
  });

  test('is broken by a last record that was rewritten, its hash and all', async () => {
    await byHand(`UPDATE audit_record SET record = replace(record, '"ms":10', '"ms":1') WHERE seq = 10;`);
    await mend(10);

    expect(await verifyChain(records)).toMatchObject({ intact: false, seq: 10 });
  });

  test('that was rewritten to its very end shows it only to who noted an earlier hash', async () => {
    const noted = (await records.ends())!.head;
    await byHand(`UPDATE audit_record SET record = replace(record, '"ms":4', '"ms":5') WHERE seq = 4;`);
    const hash = await mend(4);
    await byHand(`UPDATE audit_head SET hash = '${hash}';`);

    expect(await verifyChain(records)).toMatchObject({ intact: true });
    expect(await verifyChain(records, noted)).toMatchObject({ intact: false, seq: 10 });
  });

  test('holds on after a purge, and is broken by a change after it', async () => {
    const [, , , fifth] = await records.read(1, 4);
    await byHand(`UPDATE audit_record SET at = 1 WHERE seq < 5;`);
    const purged = await records.purge(2, 3);
    const after = await verifyChain(records);

    await byHand('DELETE FROM audit_record WHERE seq = 5;');

    expect(fifth?.seq).toBe(5);
    expect(purged).toBe(4);
    expect(after).toMatchObject({ intact: true, records: 6, purgedUpTo: 4 });
    expect(await verifyChain(records)).toMatchObject({ intact: false, seq: 5 });
  });
});
