import type { Capability } from '../plugin-api/capability.js';
import type { ExaminedPlugin } from './examined-plugin.js';
import type { Complaint, Level, Rule } from './rule.js';
import { toolsOf } from './tools-of.js';

/**
 * A rule about words that a plugin's sources should not have: one complaint a file.
 *
 * @param declared a plugin that says in `uses` that it does so has told its operator, and needs no advice.
 */
const wordRule = (
  id: string,
  level: Level,
  word: RegExp,
  message: string,
  hint: string,
  declared?: Capability,
): Rule => ({
  id,
  level,
  check: ({ sources, code }) =>
    declared !== undefined && code?.definition.uses?.includes(declared)
      ? []
      : sources.filter(({ text }) => word.test(text)).map(({ path }) => ({ message, hint, where: path })),
});

export const sourceRules: readonly Rule[] = [
  wordRule(
    'source/own-openai',
    'warning',
    /\bnew (Azure)?OpenAI\s*\(|\bapi\.openai\.com\b/,
    'It makes a connection to OpenAI of its own, whose requests are neither metered, retried nor cancelled.',
    'Take OpenAIClient in the constructor.',
  ),
  wordRule(
    'source/environment',
    'advice',
    /\bprocess\.env\b/,
    'It reads environment variables, which are checked nowhere and shared by all plugins.',
    'Write a settings class: the operator can then refer to a variable. Or declare `environment` in `uses`.',
    'environment',
  ),
  wordRule(
    'source/disk',
    'advice',
    /['"](node:)?fs(\/promises)?['"]/,
    'It goes to the disk past the operator, who says in `files` what may be read and where results go.',
    'Take Files in the constructor; or, where that is no way, declare `disk` in `uses`.',
    'disk',
  ),
  wordRule(
    'source/console',
    'advice',
    /\bconsole\.\w+\(/,
    'It prints with console, where no level, no plugin and no redaction applies.',
    'Take Logger in the constructor.',
  ),
  { id: 'tool/confirm', level: 'advice', check: unconfirmed },
];

function unconfirmed(plugin: ExaminedPlugin): Complaint[] {
  if (plugin.sources.some(({ text }) => /\.(confirm|ask)\(|\bconfirmed\(/.test(text))) return [];
  return toolsOf(plugin)
    .filter(({ effect }) => effect === 'destructive')
    .map(({ name, file }) => ({
      message: `${name} is destructive and asks nobody.`,
      hint: 'Ask with `call.confirm(…)` or `call.ask(…)` before anything is lost.',
      where: file,
    }));
}
