import type { Finding } from './rule.js';

export type Grade = 'A' | 'B' | 'C' | 'D' | 'F';

const MUCH_ADVICE = 5;

/** One letter for all findings: F is not served, A is as good as we know. */
export function gradeOf(findings: readonly Finding[]): Grade {
  const count = (level: Finding['level']) => findings.filter((finding) => finding.level === level).length;
  if (count('error') > 0) return 'F';
  if (count('warning') > 3) return 'D';
  if (count('warning') > 1) return 'C';
  return count('warning') === 1 || count('advice') > MUCH_ADVICE ? 'B' : 'A';
}
