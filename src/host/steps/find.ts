import { closest } from '../../contracts/closest.js';
import { ToolError } from '../../plugin-api/tool-error.js';
import type { CallStep } from '../passage.js';
import type { ServedTool } from '../served-tool.js';

/** Finds the tool among those that are served. */
export const find = (tools: ReadonlyMap<string, ServedTool>): CallStep => ({
  name: 'find',
  async pass(passage, next) {
    const { tool: name } = passage.request;
    passage.served = tools.get(name);
    if (passage.served === undefined) {
      const near = closest(name, [...tools.keys()]);
      throw new ToolError(
        'TOOL_UNKNOWN',
        `There is no tool named "${name.slice(0, 64)}" here.`,
        near === undefined ? 'tools/list says which there are.' : `Did you mean ${near}?`,
      );
    }
    await next();
  },
});
