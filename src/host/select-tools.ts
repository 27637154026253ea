import { admitsTool, type Match } from '../config/admits-tool.js';
import type { ToolSelection } from '../config/sections/tool-selection.js';
import type { CatalogueTool } from './catalogue.js';

/** Which tools are served: only what all selections include and none excludes. */
export const selectTools = (
  tools: readonly CatalogueTool[],
  selections: readonly (Partial<ToolSelection> | undefined)[],
  matches: Match,
): CatalogueTool[] =>
  tools.filter((tool) => selections.every((selection) => admitsTool(selection ?? {}, tool, matches)));

const GLOB = /[*?[\]{}!()]/;

/** Names in a selection that are neither a glob nor the name of any tool. */
export function unknownNames(
  selection: Partial<ToolSelection> | undefined,
  names: readonly string[],
): string[] {
  const listed = [...(selection?.only ?? []), ...(selection?.except ?? [])];
  return listed.filter((name) => !GLOB.test(name) && !names.includes(name));
}
