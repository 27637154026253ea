import { closest } from '../contracts/closest.js';
import type { Fault } from '../contracts/fault.js';
import type { Capability } from '../plugin-api/capability.js';

/** The host's contracts that want a capability; the others are everybody's. */
const CAPABILITY_OF: ReadonlyMap<string, Capability> = new Map([
  ['OpenAIClient', 'openai'],
  ['Provider', 'openai'],
  ['TextGeneration', 'openai'],
  ['Jobs', 'openai'],
  ['Files', 'files'],
  ['CostTracker', 'costs'],
  ['Estimates', 'costs'],
  ['Models', 'models'],
]);

const WORDS: Record<Capability, true> = {
  openai: true,
  files: true,
  costs: true,
  models: true,
  network: true,
  disk: true,
  environment: true,
  processes: true,
};

/** What a plugin must have declared to be given a contract; undefined for what everybody is given. */
export const capabilityOf = (contract: string | undefined): Capability | undefined =>
  CAPABILITY_OF.get(contract ?? '');

/** Words in `uses` that are none. */
export function unknownCapabilities(uses: readonly string[] = []): Fault[] {
  const words = Object.keys(WORDS);
  return uses
    .filter((word) => !words.includes(word))
    .map((word) => {
      const near = closest(String(word), words);
      return {
        code: 'CAPABILITY_UNKNOWN',
        message: `"${word}" in its \`uses\` is no capability.`,
        hint: near === undefined ? `There are ${words.join(', ')}.` : `Did you mean ${near}?`,
      };
    });
}
