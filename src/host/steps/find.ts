import type { Access } from '../../contracts/access.js';
import { accessWithdrawn } from '../../contracts/access-withdrawn.js';
import { closest } from '../../contracts/closest.js';
import { ToolError } from '../../plugin-api/tool-error.js';
import type { CatalogueTool } from '../catalogue.js';
import type { CallRequest, CallStep } from '../passage.js';
import type { ServedTool } from '../served-tool.js';

/** Finds the tool among those that are served to the client, and whether this client is able to use it. */
export const find = (tools: ReadonlyMap<string, ServedTool>): CallStep => ({
  name: 'find',
  async pass(passage, next) {
    const { tool: name, access } = passage.request;
    if (access?.isGone) throw accessWithdrawn();
    passage.served = servedTo(access, name, tools);
    if (passage.served === undefined) {
      const near = closest(name, namesFor(access, tools));
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

/** To a client, a tool that is not admitted does not exist. */
export function servedTo(
  access: Access | undefined,
  name: string,
  tools: ReadonlyMap<string, ServedTool>,
): ServedTool | undefined {
  const found = tools.get(name);
  return found !== undefined && access?.admits(found.tool) === false ? undefined : found;
}

const namesFor = (access: Access | undefined, tools: ReadonlyMap<string, ServedTool>): string[] =>
  [...tools.values()]
    .map(({ tool }) => tool)
    .filter((tool) => access?.admits(tool) !== false)
    .map(({ name }) => name);

function refuseUnable({ name, requires = [] }: CatalogueTool, { respondent }: CallRequest): void {
  const missing = requires.filter((capability) => !respondent?.can(capability));
  if (missing.length === 0) return;
  throw new ToolError(
    'CLIENT_CAPABILITY_MISSING',
    `${name} works only with a client that has ${missing.join(' and ')}, and this one has not.`,
    'Use another tool, or another client.',
  );
}
