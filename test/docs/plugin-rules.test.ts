import { beforeAll, describe, expect, test } from 'vitest';
import { RULES } from '../../src/rules/check-rules.js';
import { runBin } from '../cli/run-bin.js';
import { documentedRules, writeExample } from './rule-examples.js';

interface Checked {
  findings: { rule: string; level: string; message: string }[];
}

const documented = documentedRules();

async function checkAll(examples: readonly string[]): Promise<Checked[]> {
  const folders = await Promise.all(examples.map(writeExample));
  const { stdout } = await runBin(['plugin', 'check', ...folders, '--json']);
  return JSON.parse(stdout).plugins;
}

test('plugin-rules.md has every rule with its level, and no other', () => {
  const inCode = RULES.map(({ id, level }) => `${id} ${level}`).sort();

  expect(documented.map(({ id, level }) => `${id} ${level}`).sort()).toEqual(inCode);
});

describe('the examples of plugin-rules.md', () => {
  let bad: Checked[];
  let good: Checked[];

  beforeAll(async () => {
    bad = await checkAll(documented.map((rule) => rule.bad));
    good = await checkAll(documented.map((rule) => rule.good));
  }, 180_000);

  test.each(documented.map(({ id }, index) => [id, index] as const))('%s finds its bad one', (id, index) => {
    expect(bad[index]!.findings.map(({ rule }) => rule)).toContain(id);
  });

  test.each(documented.map(({ id }, index) => [id, index] as const))(
    '%s leaves its good one alone, and so do the graver rules',
    (id, index) => {
      const grave = good[index]!.findings.filter(({ level }) => level !== 'advice');

      expect(good[index]!.findings.map(({ rule }) => rule)).not.toContain(id);
      expect(grave).toEqual([]);
    },
  );
});
