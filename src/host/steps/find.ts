import { closest } from '../../contracts/closest.js';
import { ToolError } from '../../plugin-api/tool-error.js';
import type { CatalogueTool } from '../catalogue.js';
import type { CallRequest, CallStep } from '../passage.js';
import type { ServedTool } from '../served-tool.js';

/** Finds the tool among those that are served, and whether this client is able to use it. */
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
    refuseUnable(passage.served.tool, passage.request);
    await next();
  },
});

function refuseUnable({ name, requires = [] }: CatalogueTool, { respondent }: CallRequest): void {
  const missing = requires.filter((capability) => !respondent?.can(capability));
  if (missing.length === 0) return;
  throw new ToolError(
    'CLIENT_CAPABILITY_MISSING',
    `${name} works only with a client that has ${missing.join(' and ')}, and this one has not.`,
    'Use another tool, or another client.',
  );
}
