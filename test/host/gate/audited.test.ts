import { join } from 'node:path';
import type { TestHost } from 'openai-mcp-host/testing';
import { describe, expect, test } from 'vitest';
import { csvLines } from '../../../src/cli/audit-csv.js';
import type { AuditRecord } from '../../../src/services/audit/audit-record.js';
import { type PlacedRecord, readRecords } from '../../../src/services/audit/read-records.js';
import { verifyChain } from '../../../src/services/audit/verify-chain.js';
import { AuditRecords } from '../../../src/storage/audit-records.js';
import { openStorage } from '../../../src/storage/open-storage.js';
import { answers, gatedHost } from './gated-host.js';

const AUDITED = { config: { audit: { enabled: true } } };

async function recordsOf(host: TestHost) {
  await host.close();
  const file = join(host.dataFolder, 'openai-mcp-host.sqlite');
  const storage = await openStorage({ file, synchronous: 'normal' });
  const store = new AuditRecords(storage);
  const records: PlacedRecord[] = [];
  for await (const page of readRecords(store, { where: {} })) records.push(...page);
  const report = await verifyChain(store);
  await storage.close();
  return { records, calls: records.filter(({ kind }) => kind === 'call'), report };
}

describe('the audit record of a gated call', () => {
  test('says what was flagged, by which scores, and what became of it', async () => {
    const host = await gatedHost({ input: ['say-aloud'], output: ['say-*'] }, AUDITED);
    host.openai.reply('/responses', answers.text('A BAD answer.'));
    await host.callTool('say-aloud', { say: 'fine' });
    await host.callTool('say-aloud', { say: 'BAD' });
    await host.callTool('say-aloud', { say: 'fine', how: 'model' });

    const { records, calls, report } = await recordsOf(host);

    const violent = { categories: { violence: 0.9734 } };
    expect(calls).toMatchObject([
      {
        outcome: 'ok',
        moderation: [
          { side: 'input', decision: 'passed' },
          { side: 'output', decision: 'passed' },
        ],
      },
      {
        outcome: 'refused',
        code: 'MODERATION_FLAGGED',
        moderation: [{ side: 'input', decision: 'refused', ...violent }],
      },
      {
        outcome: 'refused',
        code: 'MODERATION_FLAGGED',
        model: 'gpt-6-luna',
        moderation: [
          { side: 'input', decision: 'passed' },
          { side: 'output', decision: 'refused', ...violent },
        ],
      },
    ]);
    expect(report).toMatchObject({ intact: true });
    expect(records.filter(({ endpoint }) => endpoint === '/moderations')).toMatchObject(
      Array(5).fill({ plugin: 'host:moderation', tool: 'say-aloud', costNanoUsd: '0' }),
    );
    expect(JSON.stringify(records)).not.toContain('BAD');
  });

  test('says who was asked, and what came of it', async () => {
    const host = await gatedHost(
      { input: ['say-aloud'], output: ['say-aloud'], onFlagged: 'ask' },
      { ...AUDITED, answer: (question) => (question.includes('Run it') ? 'accept' : 'decline') },
    );
    await host.callTool('say-aloud', { say: 'BAD' });

    const { calls } = await recordsOf(host);

    expect(
      calls.map(({ outcome, moderation }) => [outcome, moderation?.map((each) => each.decision)]),
    ).toEqual([
      ['asked', ['asked']],
      ['asked', ['accepted', 'asked']],
      ['refused', ['refused']],
    ]);
  });

  test('says why something could not be judged, also in CSV', async () => {
    const host = await gatedHost({ input: ['say-aloud'] }, AUDITED);
    host.openai.reply('/moderations', answers.rateLimited());
    await host.callTool('say-aloud', { say: 'fine' });
    await host.callTool('say-aloud', { say: 'BAD' });

    const { calls } = await recordsOf(host);
    const csv = csvLines()(calls);

    expect(calls[0]).toMatchObject({
      outcome: 'refused',
      code: 'MODERATION_UNAVAILABLE',
      moderation: [{ side: 'input', decision: 'unjudged-refused', code: 'RATE_LIMITED' }],
    } satisfies Partial<AuditRecord>);
    expect(csv).toContain('input unjudged-refused: RATE_LIMITED');
    expect(csv).toContain('input refused: violence 0.9734');
  });
});
