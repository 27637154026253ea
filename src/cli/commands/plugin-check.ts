import { checkRules } from '../../rules/check-rules.js';
import { examinePlugin } from '../../rules/examine-plugin.js';
import { type Grade, gradeOf } from '../../rules/grade.js';
import type { Finding, Level } from '../../rules/rule.js';
import { toolsOf } from '../../rules/tools-of.js';
import { CONTRACTS } from '../../services/contracts.js';
import { paint } from '../paint.js';
import { print, printJson, remark } from '../print.js';

export interface PluginCheckFlags {
  json?: boolean;
}

const COLOURS = { error: 'red', warning: 'yellow', advice: 'cyan' } as const;
const LOAD_SECONDS = 15;

interface Report {
  /** As it was named. */
  checked: string;
  name?: string;
  version?: string;
  tools: string[];
  grade: Grade;
  counts: Record<Level, number>;
  findings: Finding[];
}

/** Holds plugins against every rule, those of the host's own door among them. */
export async function pluginCheck(named: readonly string[], flags: PluginCheckFlags): Promise<number> {
  const reports: Report[] = [];
  for (const each of named) reports.push(await report(each));
  const ok = reports.every(({ grade }) => grade !== 'F');
  if (flags.json) printJson({ ok, plugins: reports });
  else print(reports.map(told).join('\n\n'));
  const silent = reports.every(({ findings }) => findings.length === 0);
  if (!flags.json && !silent) remark('\ndocs/plugin-rules.md has every rule, with a bad and a good example.');
  return ok ? 0 : 1;
}

async function report(checked: string): Promise<Report> {
  const options = { cwd: process.cwd(), contracts: CONTRACTS, timeoutSeconds: LOAD_SECONDS };
  const plugin = await examinePlugin(checked, options);
  const findings = await checkRules(plugin);
  return {
    checked,
    ...(plugin.code && { name: plugin.code.definition.name, version: plugin.code.definition.version }),
    tools: toolsOf(plugin).map(({ name }) => name),
    grade: gradeOf(findings),
    counts: countsOf(findings),
    findings,
  };
}

function countsOf(findings: readonly Finding[]): Record<Level, number> {
  const count = (level: Level) => findings.filter((finding) => finding.level === level).length;
  return { error: count('error'), warning: count('warning'), advice: count('advice') };
}

function told({ checked, name = checked, version = '', grade, counts, findings }: Report): string {
  const lines = findings.flatMap(({ level, rule, message, hint, where }) => {
    const place = where === undefined || message.includes(where) ? '' : `${where}: `;
    const first = `${paint(COLOURS[level], level.padEnd(7))}  ${rule}  ${indented(`${place}${message}`)}`;
    return hint === undefined ? [first] : [first, `         ${indented(hint)}`];
  });
  const { error, warning, advice } = counts;
  const sum = `${number(error, 'error')}, ${number(warning, 'warning')}, ${advice} advice`;
  return [...lines, `${paint('bold', `${name} ${version}`.trim())}: grade ${grade} (${sum})`].join('\n');
}

const indented = (text: string) => text.trimEnd().replaceAll('\n', '\n         ');

const number = (count: number, what: string) => `${count} ${what}${count === 1 ? '' : 's'}`;
