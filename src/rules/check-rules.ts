import { completionRules } from './completion-rules.js';
import { doorRules } from './door-rules.js';
import { errorRules } from './error-rules.js';
import type { ExaminedPlugin } from './examined-plugin.js';
import { inputRules } from './input-rules.js';
import { packageRules } from './package-rules.js';
import { pluginRules } from './plugin-rules.js';
import { promptRules } from './prompt-rules.js';
import { resourceRules } from './resource-rules.js';
import type { Finding, Rule } from './rule.js';
import { sourceRules } from './source-rules.js';
import { toolRules } from './tool-rules.js';

const LEVELS = ['error', 'warning', 'advice'];

/** Every rule, in the order in which findings are shown: errors first. */
export const RULES: readonly Rule[] = [
  ...doorRules,
  ...pluginRules,
  ...toolRules,
  ...inputRules,
  ...promptRules,
  ...resourceRules,
  ...completionRules,
  ...errorRules,
  ...sourceRules,
  ...packageRules,
].sort((one, other) => LEVELS.indexOf(one.level) - LEVELS.indexOf(other.level));

/** What all rules say of a plugin. */
export async function checkRules(plugin: ExaminedPlugin): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const { id, level, check } of RULES) {
    const complaints = await check(plugin);
    findings.push(...complaints.map((complaint) => ({ rule: id, level, ...complaint })));
  }
  return findings;
}
