import type { CatalogueTool } from './catalogue.js';
import type { ServedTool } from './served-tool.js';

/** A tool that is served, and whose it is. */
export interface ListedTool extends CatalogueTool {
  plugin: string;
}

const known = new WeakMap<ReadonlyMap<string, ServedTool>, readonly ListedTool[]>();

/** The tools that are served, in the order in which they are listed. */
export function listedTools(served: ReadonlyMap<string, ServedTool>): readonly ListedTool[] {
  const listed =
    known.get(served) ??
    [...served.values()].map(({ tool, runtime }) => ({ ...tool, plugin: runtime.plugin.name }));
  known.set(served, listed);
  return listed;
}
