import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { BLANK } from '../../src/services/audit/audit-record.js';
import { CHAIN_START } from '../../src/storage/audit-chain.js';
import { openStorage } from '../../src/storage/open-storage.js';
import { openAudit } from '../services/audit/open-audit.js';
import { configFolder } from '../support/served-process.js';
import { runBin } from './run-bin.js';

const AT = Date.parse('2026-11-20T12:00:00Z');
const HOUR = 3_600_000;
const call = {
  ...BLANK,
  kind: 'call' as const,
  outcome: 'ok' as const,
  client: 'cursor',
  tool: 'generate-image',
};
const RECORDS = [
  { ...call, costNanoUsd: '8210000', requestIds: ['req_1', 'req_2'] },
  { ...call, client: '=cmd()', tool: 'chat-completion', costNanoUsd: null },
  { ...call, outcome: 'refused' as const, code: 'BUDGET_EXCEEDED' },
];

let folder: string;

/** A data folder in which a call ended every hour. */
beforeEach(async () => {
  folder = await configFolder();
  const storage = await openStorage({
    file: join(folder, 'data', 'openai-mcp-host.sqlite'),
    synchronous: 'normal',
  });
  let now = AT;
  const { trail } = openAudit(storage, { audit: { retentionDays: 36_500 }, now: () => now });
  for (const record of RECORDS) {
    trail.add(record);
    now += HOUR;
  }
  await trail.stop();
  await storage.close();
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const audit = (...args: string[]) => runBin(['audit', ...args], { folder });
const tamper = (script: string) => {
  const file = new DatabaseSync(join(folder, 'data', 'openai-mcp-host.sqlite'));
  file.exec(`DROP TRIGGER audit_record_keeps; DROP TRIGGER audit_record_stays; ${script}`);
  file.close();
};

describe('audit verify', () => {
  test('says that all is as it was written, and what to note', async () => {
    const { code, stdout } = await audit('verify');

    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^The audit record is as it was written: 3 records\.\nIts last hash.*: 3:[0-9a-f]{64}\n$/,
    );
  });

  test('names the first record that was changed, and fails', async () => {
    tamper("UPDATE audit_record SET record = replace(record, 'chat', 'chit') WHERE seq = 2");

    const { code, stdout } = await audit('verify');
    const asJson = await audit('verify', '--json');

    expect(code).toBe(1);
    expect(stdout).toMatch(/broken at record 2: it was changed/);
    expect(asJson.code).toBe(1);
    expect(JSON.parse(asJson.stdout)).toMatchObject({ intact: false, seq: 2 });
  });

  test('finds what was cut off, by the head and by a hash that was noted', async () => {
    const [noted = ''] = /3:[0-9a-f]{64}/.exec((await audit('verify')).stdout) ?? [];
    const same = await audit('verify', '--noted', noted);
    tamper(`DELETE FROM audit_record WHERE seq = 3;
      UPDATE audit_head SET seq = 2, hash = (SELECT hash FROM audit_record WHERE seq = 2)`);

    const unnoted = await audit('verify');
    const { code, stdout } = await audit('verify', '--noted', noted);

    expect([same.code, unnoted.code, code]).toEqual([0, 0, 1]);
    expect(stdout).toMatch(/broken at record 3: it is gone/);
  });

  test('says how a noted hash is written', async () => {
    const { code, stderr } = await audit('verify', '--noted', 'yesterday');

    expect(code).toBe(2);
    expect(stderr).toContain('a number, a colon, the hash');
  });
});

describe('audit export', () => {
  test('prints a line of JSON for each record, oldest first', async () => {
    const { code, stdout } = await audit('export');

    const records = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(code).toBe(0);
    expect(records).toMatchObject([
      { seq: 1, ...RECORDS[0], at: AT },
      { seq: 2, ...RECORDS[1], at: AT + HOUR },
      { seq: 3, ...RECORDS[2], at: AT + 2 * HOUR },
    ]);
  });

  test('prints all that the hashes are made of', async () => {
    const { stdout } = await audit('export');

    const records = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    let before = CHAIN_START;
    for (const { seq: _, hash, ...record } of records) {
      const said = Object.entries(record).filter(([, value]) => value !== null && String(value) !== '');
      const text = JSON.stringify(Object.fromEntries(said.sort(([a], [b]) => (a < b ? -1 : 1))));
      before = createHash('sha256')
        .update(before + text)
        .digest('hex');
      expect(hash).toBe(before);
    }
  });

  test.each([
    [
      ['--since', '2026-11-20T13:00'],
      [2, 3],
    ],
    [['--until', '2026-11-20T14:00+01:00'], [1]],
    [['--since', '2026-11-21'], []],
    [
      ['--tool', 'generate-image'],
      [1, 3],
    ],
    [['--tool', 'generate-image', '--outcome', 'refused'], [3]],
    [['--client', 'nobody'], []],
    [['--kind', 'request'], []],
  ])('prints what fits %j', async (flags, seqs) => {
    const { stdout } = await audit('export', ...flags);

    const lines = stdout.split('\n').filter((line) => line !== '');
    expect(lines.map((line) => JSON.parse(line).seq)).toEqual(seqs);
  });

  test('prints CSV with costs in USD, and nothing that a spreadsheet runs', async () => {
    const { stdout } = await audit('export', '--csv');

    const [heading = '', first = '', second = ''] = stdout.split('\n');
    expect(heading).toMatch(/^seq,time,kind,client,/);
    expect(first).toMatch(
      /^1,2026-11-20T12:00:00\.000Z,call,cursor,,generate-image,.*,0\.008210000,.*,req_1 req_2,/,
    );
    expect(second).toContain(",'=cmd(),");
  });

  test('says how times are written', async () => {
    const { code, stderr } = await audit('export', '--since', 'last week');

    expect(code).toBe(2);
    expect(stderr).toContain('2026-11-01');
  });
});

describe('audit purge', () => {
  test('removes what is older; the rest is still as it was written', async () => {
    const { code, stdout } = await audit('purge', '--before', '2026-11-20T13:30');
    const verified = await audit('verify', '--json');

    expect(code).toBe(0);
    expect(stdout).toBe('2 records from before 2026-11-20T13:30:00.000Z removed.\n');
    expect(JSON.parse(verified.stdout)).toMatchObject({ intact: true, records: 1, purgedUpTo: 2 });
  });

  test('removes what is older than the config keeps, when no day is named', async () => {
    const { stdout } = await runBin(['audit', 'purge', '--json'], {
      folder: await configFolder({ audit: { retentionDays: 1 } }),
      env: { OPENAI_MCP_DATA_DIR: join(folder, 'data') },
    });

    expect(JSON.parse(stdout).purged).toBe(3);
  });
});

test('What the stand-in answers is in no record of what was asked of OpenAI', async () => {
  const called = await runBin(['call', 'list-models', '--sandbox'], { folder });

  const { stdout } = await audit('verify', '--json');

  expect(called.code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ intact: true, records: 3 });
});

test('A database that is none is named, with what to do', async () => {
  const { code, stderr } = await runBin(['audit', 'verify'], {
    folder,
    env: { OPENAI_MCP_DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' },
  });

  expect(code).toBe(1);
  expect(stderr).toContain('STORAGE_UNAVAILABLE');
});
