import type { ToolSelection } from '../config/sections/tool-selection.js';
import type { CatalogueTool } from './catalogue.js';

/** Whether a name fits a glob. */
export type Match = (pattern: string, name: string) => boolean;

/** Which tools are served: only what all selections include and none excludes. */
export function selectTools(
  tools: readonly CatalogueTool[],
  selections: readonly (Partial<ToolSelection> | undefined)[],
  matches: Match,
): CatalogueTool[] {
  const admits = (tool: CatalogueTool) => (selection: Partial<ToolSelection> | undefined) => {
    const { only, except = [], effects } = selection ?? {};
    if (except.some((pattern) => matches(pattern, tool.name))) return false;
    if (only !== undefined && !only.some((pattern) => matches(pattern, tool.name))) return false;
    return effects === undefined || effects.includes(tool.effect);
  };
  return tools.filter((tool) => selections.every(admits(tool)));
}

const GLOB = /[*?[\]{}!()]/;

/** Names in a selection that are neither a glob nor the name of any tool. */
export function unknownNames(
  selection: Partial<ToolSelection> | undefined,
  names: readonly string[],
): string[] {
  const listed = [...(selection?.only ?? []), ...(selection?.except ?? [])];
  return listed.filter((name) => !GLOB.test(name) && !names.includes(name));
}
