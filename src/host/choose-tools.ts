import { globMatcher } from '../config/admits-tool.js';
import type { HostConfig } from '../config/host-config.js';
import type { ToolSelection } from '../config/sections/tool-selection.js';
import { closest } from '../contracts/closest.js';
import { type Fault, FaultError } from '../contracts/fault.js';
import { step } from '../schema/wording.js';
import { entryOf } from './plugin-entry.js';
import type { PluginRuntime } from './plugin-runtime.js';
import { selectTools, unknownNames } from './select-tools.js';
import type { ServedTool } from './served-tool.js';

/**
 * The tools that the config leaves on, by name, in the order in which they are listed.
 *
 * @throws FaultError for a name that is nobody's: a mistyped `except` would leave a tool on, and a mistyped gate open.
 */
export async function chooseTools(
  config: HostConfig,
  runtimes: readonly PluginRuntime[],
  namesMayBeMissing: boolean,
): Promise<Map<string, ServedTool>> {
  const all = runtimes.flatMap(({ plugin }) => plugin.tools.map((tool) => tool.name));
  const matches = await globMatcher([
    config.tools,
    ...runtimes.map(({ plugin }) => entryOf(config, plugin.name).tools),
  ]);
  const { input, output } = config.moderation;
  const faults = [
    ...misnamed(config.tools, all, 'tools'),
    ...misnamed({ only: input }, all, 'moderation.input'),
    ...misnamed({ only: output }, all, 'moderation.output'),
    ...clientSelections(config).flatMap(([where, selection]) => misnamed(selection, all, where)),
  ];
  const served: ServedTool[] = [];
  for (const runtime of runtimes) {
    const { name, tools } = runtime.plugin;
    const own = entryOf(config, name).tools;
    faults.push(
      ...misnamed(
        own,
        tools.map((tool) => tool.name),
        `plugins.${name}.tools`,
      ),
    );
    const selected = selectTools(tools, [config.tools, own], matches);

    served.push(...selected.map((tool) => ({ tool, runtime })));
  }
  if (faults.length > 0 && !namesMayBeMissing) throw new FaultError(faults);
  served.sort((one, other) => (one.tool.name < other.tool.name ? -1 : 1));
  return new Map(served.map((each) => [each.tool.name, each]));
}

/** What clients of a deployment get of the tools, and where the config says so. */
function clientSelections({ server }: HostConfig): [where: string, selection: ToolSelection | undefined][] {
  const scopes = Object.entries(server.oauth?.scopes ?? {});
  return [
    ...server.clients.map(({ tools }, index): [string, ToolSelection | undefined] => [
      `server.clients[${index}].tools`,
      tools,
    ]),
    ...scopes.map(([scope, { tools }]): [string, ToolSelection | undefined] => [
      `${step('server.oauth.scopes', scope)}.tools`,
      tools,
    ]),
  ];
}

function misnamed(
  selection: Partial<ToolSelection> | undefined,
  names: readonly string[],
  where: string,
): Fault[] {
  return unknownNames(selection, names).map((name) => {
    const near = closest(name, names);
    return {
      code: 'TOOL_NAME_UNKNOWN',
      where,
      message: `There is no tool named ${name}.`,
      hint: near === undefined ? '`openai-mcp-host tools` lists those there are.' : `Did you mean ${near}?`,
    };
  });
}
