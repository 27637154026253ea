import { isDeepStrictEqual } from 'node:util';
import type { LoadedConfig } from '../../config/load-config.js';
import type { Fault } from '../../contracts/fault.js';
import type { ListedTool } from '../listed-tools.js';

/** What came of taking a config up anew: with faults, the one before goes on holding as a whole. */
export interface ConfigChange {
  /** Empty where the config holds as it is now. */
  faults: readonly Fault[];
  /** Names of tools. */
  tools: { added: string[]; removed: string[]; changed: string[] };
  /** The sections that say something else than before. */
  sections: string[];
  /** Settings that say something else and hold from the next start on. */
  kept: string[];
}

export const refusedFor = (faults: readonly Fault[]): ConfigChange => ({
  faults,
  tools: { added: [], removed: [], changed: [] },
  sections: [],
  kept: [],
});

/** The tools of two times, compared. */
export function changedTools(
  before: readonly ListedTool[],
  after: readonly ListedTool[],
): ConfigChange['tools'] {
  const old = new Map(before.map((tool) => [tool.name, tool]));
  const names = new Set(after.map(({ name }) => name));
  return {
    added: after.filter(({ name }) => !old.has(name)).map(({ name }) => name),
    removed: before.filter(({ name }) => !names.has(name)).map(({ name }) => name),
    changed: after
      .filter((tool) => old.has(tool.name) && !isDeepStrictEqual(old.get(tool.name), tool))
      .map(({ name }) => name),
  };
}

/** A key counts as one of the section `openai`, where it may stand. */
export function changedSections(before: LoadedConfig, after: LoadedConfig): string[] {
  const sections = [...new Set([...Object.keys(before.config), ...Object.keys(after.config)])];
  const hasOtherKey = before.apiKey !== after.apiKey || before.adminKey !== after.adminKey;
  return sections.filter(
    (name) =>
      (name === 'openai' && hasOtherKey) ||
      (name === 'server' && !isDeepStrictEqual(before.clientKeys, after.clientKeys)) ||
      !isDeepStrictEqual(Reflect.get(before.config, name), Reflect.get(after.config, name)),
  );
}
