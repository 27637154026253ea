import type { CatalogueTool } from '../host/catalogue.js';
import { toolOptionsOf } from '../plugin-api/tool.js';
import type { ExaminedPlugin } from './examined-plugin.js';

type Schemas = 'inputSchema' | 'outputSchema';

/** A tool as rules see it: without schemas where a class of the plugin has none. */
export type ExaminedTool = Omit<CatalogueTool, Schemas> & Partial<Pick<CatalogueTool, Schemas>>;

/** The tools of a plugin, those of one that can't be described too, so that all is said at once. */
export function toolsOf({ described, code }: ExaminedPlugin): ExaminedTool[] {
  if (described !== undefined) return described.tools;
  return (code?.tools ?? []).flatMap(({ toolClass, file }) => {
    const options = toolOptionsOf(toolClass);
    if (options === undefined) return [];
    const { name, title, description, effect, errors, long, timeoutSeconds } = options;
    return [
      {
        ...{ name, title, description, effect, file },
        ...(errors && { errors }),
        ...(long && { long }),
        ...(timeoutSeconds && { timeoutSeconds }),
      },
    ];
  });
}
