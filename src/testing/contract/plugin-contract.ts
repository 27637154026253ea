import { basename, dirname, parse } from 'node:path';
import { isPlace, type TestPlugin } from '../test-plugin.js';
import { answersExamples, printsNothing, servesTwoHosts } from './call-checks.js';
import { stopsGivingWhenCancelled, stopsWhenCancelled } from './cancellation-check.js';
import type { ContractCheck, ContractOptions } from './contract-check.js';
import { leavesNothing, worksNotAtImport } from './lifecycle-checks.js';
import { givesOffers } from './offer-checks.js';
import { PluginUnderTest } from './plugin-under-test.js';
import { hasFittingDefaults, isServed, keepsRules, RULE_CHECKS } from './rule-checks.js';

type Check = (subject: PluginUnderTest) => Promise<void>;

/** What can be seen without a call, in the order in which a new author meets it. */
const AT_REST: readonly [name: string, check: Check][] = [
  ['does no work at import', worksNotAtImport],
  ['is served', isServed],
  ...RULE_CHECKS.map(([name, rules]): [string, Check] => [name, (subject) => keepsRules(subject, rules)]),
  ['has defaults that keep its own rules', hasFittingDefaults],
  ['gives its prompts and resources', givesOffers],
  ['stops giving them when cancelled', stopsGivingWhenCancelled],
  ['prints nothing to stdout', printsNothing],
  ['leaves nothing behind', leavesNothing],
  ['serves two hosts in one process', servesTwoHosts],
];

const IN_CALLS: readonly [name: string, check: Check][] = [
  ['answers its example calls', answersExamples],
  ['stops when its call is cancelled', stopsWhenCancelled],
];

/**
 * Everything that a host and its users may expect of a plugin, as checks to register with any test runner:
 *
 * ```js
 * for (const { name, run } of pluginContract('./trips', { calls: { 'plan-trip': { to: 'Porto' } } })) test(name, run);
 * ```
 *
 * Prompts are got and resources are read: those that need no argument by themselves, the others with the examples of the
 * options. With example calls it also holds the calls to the contract: they succeed, end within 250 ms of being cancelled, print
 * nothing, and leave nothing open. A plugin given by its place is also watched while it is imported.
 */
export function pluginContract(plugin: TestPlugin, options: ContractOptions = {}): ContractCheck[] {
  const subject = new PluginUnderTest(plugin, options);
  const checks = subject.calls.length > 0 ? [...AT_REST, ...IN_CALLS] : AT_REST;
  return checks.map(([name, check]) => ({
    name: `${labelOf(plugin)}: ${name}`,
    run: () => check(subject),
  }));
}

function labelOf(plugin: TestPlugin): string {
  if (!isPlace(plugin)) return plugin.name;
  const path = String(plugin).replace(/[\\/]+$/, '');
  const { name } = parse(path);
  return name === 'plugin' ? basename(dirname(path)) : name;
}
