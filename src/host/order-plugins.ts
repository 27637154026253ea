import type { HostConfig } from '../config/host-config.js';
import { closest } from '../contracts/closest.js';
import type { Fault } from '../contracts/fault.js';
import { ownerOf } from '../plugin-api/contract.js';
import type { PlacedPlugin } from './catalogue.js';
import type { Placement } from './place-plugin.js';

/** Plugins with each after those that it needs, and why others can't be among them. */
export interface Ordered {
  placements: Placement[];
  faults: Fault[];
}

/**
 * Puts plugins into the order in which they can start. One that needs what is not served is refused, and with it those
 * that need it.
 *
 * @param refused names of plugins that are known to be broken.
 */
export function orderPlugins(
  placements: readonly Placement[],
  config: HostConfig,
  refused: ReadonlySet<string>,
): Ordered {
  const byName = new Map(placements.map((placement) => [placement.plugin.name, placement]));
  const found = new Map<string, Fault[]>();
  const ordered = new Set<Placement>();
  const path: string[] = [];

  const visit = (placement: Placement): void => {
    const { plugin } = placement;
    if (found.has(plugin.name) || ordered.has(placement)) return;
    path.push(plugin.name);
    const faults: Fault[] = [];
    for (const name of new Set(plugin.needs)) {
      const needed = byName.get(name);
      const circle = path.includes(name) ? path.slice(path.indexOf(name)) : [];
      for (const each of circle) if (!found.has(each)) found.set(each, [circleFault(each, circle)]);
      if (needed !== undefined && circle.length === 0) visit(needed);
      if (needed === undefined || (found.has(name) && circle.length === 0)) {
        faults.push(missing(plugin.name, name, absence(name, [...byName.keys()], config, refused, found)));
      }
    }
    path.pop();
    faults.push(...unexported(plugin, byName));
    if (!found.has(plugin.name)) {
      if (faults.length > 0) found.set(plugin.name, faults);
      else ordered.add(placement);
    }
  };
  placements.forEach(visit);
  return { placements: [...ordered], faults: [...found.values()].flat() };
}

function circleFault(plugin: string, circle: readonly string[]): Fault {
  const start = circle.indexOf(plugin);
  const round = [...circle.slice(start), ...circle.slice(0, start), plugin];
  return {
    code: 'PLUGIN_NEEDS_CIRCLE',
    plugin,
    message:
      circle.length === 1
        ? 'It needs itself.'
        : `It can't be started before what it needs: ${round.join(' needs ')}.`,
    hint: 'Move what both need into a plugin of its own, and let both need that.',
  };
}

const missing = (plugin: string, name: string, [why, hint]: [why: string, hint: string]): Fault => ({
  code: 'PLUGIN_NEEDS_MISSING',
  plugin,
  message: `It needs the plugin ${name}, which ${why}.`,
  hint,
});

function absence(
  name: string,
  names: readonly string[],
  config: HostConfig,
  refused: ReadonlySet<string>,
  found: ReadonlyMap<string, readonly Fault[]>,
): [why: string, hint: string] {
  if (found.has(name) || refused.has(name)) return ["can't be served itself", `Mend ${name} first.`];
  const entry = config.plugins[name];
  if (entry === false || (typeof entry === 'object' && entry.enabled === false))
    return ['is turned off', `Turn plugins.${name} on in mcp.config.json.`];
  const near = closest(name, names);
  const add = `add it to \`plugins\` in mcp.config.json, with \`from\`.`;
  return [
    'is not there',
    near === undefined ? `Install it and ${add}` : `Did it mean ${near}? Otherwise ${add}`,
  ];
}

/** What it asks of a plugin that is there and does not export it. */
function unexported({ name, asks = [] }: PlacedPlugin, byName: ReadonlyMap<string, Placement>): Fault[] {
  return asks.flatMap((contract): Fault[] => {
    const owner = byName.get(ownerOf(contract) ?? '')?.plugin;
    if (owner === undefined || owner.exports?.includes(contract)) return [];
    return [
      {
        code: 'SERVICE_UNKNOWN',
        plugin: name,
        message: `It asks for ${contract}, which the plugin ${owner.name} does not export.`,
        hint:
          owner.exports === undefined
            ? `${owner.name} exports nothing: its author lists the class in \`exports\`.`
            : `${owner.name} exports ${owner.exports.join(', ')}.`,
      },
    ];
  });
}
