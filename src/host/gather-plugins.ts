import type { HostConfig, PluginEntry } from '../config/host-config.js';
import { closest } from '../contracts/closest.js';
import { type Fault, FaultError } from '../contracts/fault.js';
import type { PlacedPlugin } from './catalogue.js';
import { type Placement, type PlacingOptions, placePlugin } from './place-plugin.js';

/** The plugins that the config turns on, and what kept others from being served. */
export interface Gathered {
  placements: Placement[];
  faults: Fault[];
}

/** A plugin's entry in the config in its long form. */
export function entryOf(config: HostConfig, name: string): Partial<PluginEntry> & { enabled: boolean } {
  const entry = config.plugins[name] ?? true;
  return typeof entry === 'boolean' ? { enabled: entry } : { ...entry, enabled: entry.enabled ?? true };
}

/**
 * One plugin that fails leaves the others as they are.
 *
 * @param placed the plugins that need not be looked for: those that are bundled or in memory.
 */
export async function gatherPlugins(
  config: HostConfig,
  placed: readonly Placement[],
  options: PlacingOptions,
): Promise<Gathered> {
  const names = placed.map(({ plugin }) => plugin.name);
  const placements = placed.filter(({ plugin }) => {
    const { enabled, from } = entryOf(config, plugin.name);
    return enabled && from === undefined;
  });
  const faults: Fault[] = [];
  for (const name of Object.keys(config.plugins)) {
    const { enabled, from } = entryOf(config, name);
    if (from === undefined && !names.includes(name)) faults.push(unknownPlugin(name, names));
    if (!enabled || from === undefined) continue;
    try {
      const placement = await placePlugin(name, from, options);
      refuseTakenNames(placement.plugin, placements);
      placements.push(placement);
    } catch (error) {
      faults.push(...faultsOf(error, name));
    }
  }
  return { placements, faults };
}

export function faultsOf(error: unknown, plugin: string): Fault[] {
  if (error instanceof FaultError) return error.faults.map((each) => ({ plugin, ...each }));
  const message = error instanceof Error ? error.message : String(error);
  return [{ plugin, code: 'PLUGIN_BROKEN', message: `It can't be loaded: ${message}` }];
}

function unknownPlugin(name: string, names: readonly string[]): Fault {
  const near = closest(name, names);
  return {
    code: 'PLUGIN_UNKNOWN',
    plugin: name,
    where: `plugins.${name}`,
    message: `There is no bundled plugin named ${name}.`,
    hint:
      near === undefined
        ? 'Say where it is with `from`.'
        : `Did you mean ${near}? Otherwise say where it is with \`from\`.`,
  };
}

function refuseTakenNames(plugin: PlacedPlugin, others: readonly Placement[]): void {
  const faults = plugin.tools.flatMap(({ name }): Fault[] => {
    const owner = others.find((other) => other.plugin.tools.some((tool) => tool.name === name));
    if (owner === undefined) return [];
    return [
      {
        code: 'TOOL_NAME_TAKEN',
        message: `Both ${owner.plugin.name} and ${plugin.name} have a tool named ${name}.`,
        hint: 'Rename one, or turn one plugin off in mcp.config.json.',
      },
    ];
  });
  if (faults.length > 0) throw new FaultError(faults);
}
