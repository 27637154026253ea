import { checkRules } from '../../rules/check-rules.js';
import type { ExaminedPlugin } from '../../rules/examined-plugin.js';
import type { Finding } from '../../rules/rule.js';
import { wordsOf } from '../words-of.js';
import { misfitDefaults } from './default-checks.js';
import { examineCode } from './examine-code.js';
import { type ImportedPlugin, leave, type PluginUnderTest } from './plugin-under-test.js';

const LIGHT_BYTES = 700;

/** The rules of `plugin check`, as checks: what each is called, and the rules that it stands for. */
export const RULE_CHECKS: readonly [name: string, rules: RegExp][] = [
  [
    'is named and described',
    /^(plugin\/|settings\/|tool\/(verb-noun|description)|input\/described|prompt\/|resource\/)/,
  ],
  ['has strict and small schemas', /^(schema\/|input\/strict|output\/|tool\/size)/],
  ['says what its tools do to the world', /^tool\/(effect|confirm)/],
  ['completes what is asked, and cheaply', /^completion\//],
  ['documents its errors', /^errors\//],
  ['keeps to what the host provides', /^source\//],
];

/** @throws Error with what the rules complain of; their advice goes to the options' `advise`. */
export async function keepsRules(subject: PluginUnderTest, rules: RegExp): Promise<void> {
  const { advise, except = [] } = subject.options;
  const findings = (await findingsOf(subject)).filter(
    ({ rule }) => rules.test(rule) && !except.includes(rule),
  );
  const broken = findings.filter(({ level }) => level !== 'advice');
  for (const each of findings) if (each.level === 'advice') advise?.(lineOf(each));
  if (broken.length > 0) throw new Error(broken.map(lineOf).join('\n'));
}

/** @throws Error with the faults by which the host would refuse it. */
export async function isServed(subject: PluginUnderTest): Promise<void> {
  const { faults } = await examineCode(await subject.import());
  if (faults.length > 0) throw wordsOf(faults);
  await leave(await subject.host());
}

/** @throws Error that names each default that its own rules refuse. */
export async function hasFittingDefaults(subject: PluginUnderTest): Promise<void> {
  const { described } = await examineCode(await subject.import());
  const complaints = described === undefined ? [] : await misfitDefaults(described);
  if (complaints.length === 0) return;
  throw new Error(`${complaints.join('\n')}\nMend the initialiser, or the rule beside it.`);
}

async function findAll(imported: ImportedPlugin): Promise<Finding[]> {
  const examined = await examineCode(imported);
  const found = [...(await checkRules(examined)), ...heavyTools(examined)];
  // What is asked in a source that was not read can't be told.
  return examined.sources.length > 0 ? found : found.filter(({ rule }) => rule !== 'tool/confirm');
}

/** Tools that weigh more in a listing than they need to. */
function heavyTools({ described }: ExaminedPlugin): Finding[] {
  return (described?.tools ?? []).flatMap(({ name, title, description, inputSchema, outputSchema }) => {
    const bytes = Buffer.byteLength(JSON.stringify({ name, title, description, inputSchema, outputSchema }));
    if (bytes <= LIGHT_BYTES) return [];
    const message = `${name} takes ${bytes} bytes of every listing; ${LIGHT_BYTES} are usual.`;
    return [{ rule: 'tool/size', level: 'advice' as const, message }];
  });
}

const findings = new WeakMap<PluginUnderTest, Promise<Finding[]>>();

function findingsOf(subject: PluginUnderTest): Promise<Finding[]> {
  const known = findings.get(subject) ?? subject.import().then(findAll);
  findings.set(subject, known);
  return known;
}

const lineOf = ({ rule, message, hint }: Finding): string =>
  [`${rule}: ${message}`, hint].filter((part) => part !== undefined).join(' ');
