import type { AdmittedTool } from '../contracts/access.js';
import type { ToolSelection } from './sections/tool-selection.js';

/** Whether a name fits a glob. */
export type Match = (pattern: string, name: string) => boolean;

/** Whether a selection includes a tool, and does not exclude it. */
export function admitsTool(
  { only, except = [], effects }: Partial<ToolSelection>,
  { name, effect }: AdmittedTool,
  matches: Match,
): boolean {
  if (except.some((pattern) => matches(pattern, name))) return false;
  if (only !== undefined && !only.some((pattern) => matches(pattern, name))) return false;
  return effects === undefined || effects.includes(effect);
}

/** Globs over names. The library is loaded only where there is a pattern to match. */
export async function globMatcher(
  selections: readonly (Partial<ToolSelection> | undefined)[],
): Promise<Match> {
  if (selections.every((selection) => (selection?.only ?? selection?.except) === undefined))
    return () => false;
  const { default: picomatch } = await import('picomatch');
  const compiled = new Map<string, (name: string) => boolean>();
  return (pattern, name) => {
    let matches = compiled.get(pattern);
    if (matches === undefined) {
      matches = picomatch(pattern);
      // Clients may bring patterns of their own.
      if (compiled.size < 1000) compiled.set(pattern, matches);
    }
    return matches(name);
  };
}
