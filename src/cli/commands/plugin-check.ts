import { checkRules } from '../../rules/check-rules.js';
import { examinePlugin } from '../../rules/examine-plugin.js';
import { type Grade, gradeOf } from '../../rules/grade.js';
import type { Finding, Level } from '../../rules/rule.js';
import { CONTRACTS } from '../../services/contracts.js';
import { paint } from '../paint.js';
import { print, printJson } from '../print.js';

export interface PluginCheckFlags {
  json?: boolean;
}

const COLOURS = { error: 'red', warning: 'yellow', advice: 'cyan' } as const;
const LOAD_SECONDS = 15;

/** Holds one plugin against every rule, those of the host's own door among them. */
export async function pluginCheck(named: string, flags: PluginCheckFlags): Promise<number> {
  const options = { cwd: process.cwd(), contracts: CONTRACTS, timeoutSeconds: LOAD_SECONDS };
  const plugin = await examinePlugin(named, options);
  const findings = await checkRules(plugin);
  const grade = gradeOf(findings);
  const ok = grade !== 'F';
  const { name, version } = plugin.code?.definition ?? {};
  const tools = plugin.described?.tools.map((tool) => tool.name) ?? [];
  if (flags.json)
    printJson({ ok, grade, plugin: { name, version, tools }, counts: countsOf(findings), findings });
  else tell(`${name ?? named}${version === undefined ? '' : ` ${version}`}`, findings, grade);
  return ok ? 0 : 1;
}

function countsOf(findings: readonly Finding[]): Record<Level, number> {
  const count = (level: Level) => findings.filter((finding) => finding.level === level).length;
  return { error: count('error'), warning: count('warning'), advice: count('advice') };
}

function tell(subject: string, findings: readonly Finding[], grade: Grade): void {
  for (const { level, rule, message, hint, where } of findings) {
    const place = where === undefined || message.includes(where) ? '' : `${where}: `;
    print(`${paint(COLOURS[level], level.padEnd(7))}  ${rule}  ${place}${message}`);
    if (hint !== undefined) print(`         ${hint.replaceAll('\n', '\n         ')}`);
  }
  const { error, warning, advice } = countsOf(findings);
  const sum = `${number(error, 'error')}, ${number(warning, 'warning')}, ${advice} advice`;
  if (findings.length > 0) print('');
  print(`${paint('bold', `${subject}: grade ${grade}`)} (${sum})`);
  if (findings.length > 0) print('docs/plugin-rules.md has every rule, with a bad and a good example.');
}

const number = (count: number, what: string) => `${count} ${what}${count === 1 ? '' : 's'}`;
