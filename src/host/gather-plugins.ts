import type { HostConfig } from '../config/host-config.js';
import { closest } from '../contracts/closest.js';
import { type Fault, FaultError, fault } from '../contracts/fault.js';
import type { PlacedPlugin } from './catalogue.js';
import { faultsOf } from './faults-of.js';
import { findSources } from './find-sources.js';
import { takenOffers } from './offers/taken-names.js';
import type { Placement, PlacingOptions } from './place-plugin.js';
import { PlacedSources } from './placed-sources.js';
import { entryOf } from './plugin-entry.js';
import { servePluginFolder } from './plugin-hooks.js';

/** The plugins that the config turns on, and what kept others from being served. */
export interface Gathered {
  placements: Placement[];
  faults: Fault[];
}

/**
 * One plugin that fails leaves the others as they are.
 *
 * @param placed the plugins that need not be looked for: those that are bundled or in memory.
 * @param options `sources`: what this process has placed before.
 */
export async function gatherPlugins(
  config: HostConfig,
  placed: readonly Placement[],
  options: PlacingOptions & { sources?: PlacedSources },
): Promise<Gathered> {
  const { sources: placedBefore = new PlacedSources() } = options;
  const names = new Set(placed.map(({ plugin }) => plugin.name));
  const placements = placed.filter(({ plugin }) => {
    const { enabled, from } = entryOf(config, plugin.name);
    return enabled && from === undefined;
  });
  const { sources, faults } = await findSources(config, options.baseFolder);
  // All of them first: a plugin may import what another one exports.
  for (const { files } of sources) servePluginFolder(files.root);
  const looks = await Promise.allSettled(sources.map((source) => placedBefore.place(source, options)));
  for (const [index, look] of looks.entries()) {
    const { title, name } = sources[index]!;
    if (look.status === 'rejected') {
      faults.push(...faultsOf(look.reason, title));
      continue;
    }
    const { plugin } = look.value;
    names.add(plugin.name);
    if (name === undefined && !entryOf(config, plugin.name).enabled) continue;
    try {
      refuseTakenNames(plugin, placements);
      placements.push(look.value);
    } catch (error) {
      faults.push(...faultsOf(error, title));
    }
  }
  for (const name of Object.keys(config.plugins)) {
    if (entryOf(config, name).from !== undefined || names.has(name)) continue;
    faults.push(unknownPlugin(name, [...names]));
  }
  return { placements, faults };
}

function unknownPlugin(name: string, names: readonly string[]): Fault {
  const near = closest(name, names);
  return {
    code: 'PLUGIN_UNKNOWN',
    plugin: name,
    where: `plugins.${name}`,
    message: `No plugin named ${name} is bundled or was found.`,
    hint:
      near === undefined
        ? 'Say where it is with `from`.'
        : `Did you mean ${near}? Otherwise say where it is with \`from\`.`,
  };
}

/** @throws FaultError when another plugin has its name, or that of one of its tools. */
export function refuseTakenNames(plugin: PlacedPlugin, others: readonly Placement[]): void {
  if (others.some((other) => other.plugin.name === plugin.name)) {
    throw fault(
      'PLUGIN_NAME_TAKEN',
      `There is another plugin named ${plugin.name}.`,
      `Rename one, or choose one with plugins.${plugin.name}.from in mcp.config.json.`,
    );
  }
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
  faults.push(
    ...takenOffers(
      plugin,
      others.map((other) => other.plugin),
    ),
  );
  if (faults.length > 0) throw new FaultError(faults);
}
