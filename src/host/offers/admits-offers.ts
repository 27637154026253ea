import type { Access } from '../../contracts/access.js';
import type { ServedTool } from '../served-tool.js';

/** Whether a client gets the prompts and resources of a plugin. */
export type AdmitsOffers = (plugin: string, access: Access | undefined) => boolean;

/** By the tools that are served. */
export function admitsOffers(tools: ReadonlyMap<string, ServedTool>): AdmitsOffers {
  const byPlugin = Map.groupBy(tools.values(), ({ runtime }) => runtime.plugin.name);
  return (plugin, access) =>
    access === undefined ||
    access.admitsOffers(
      plugin,
      (byPlugin.get(plugin) ?? []).map(({ tool }) => tool),
    );
}
