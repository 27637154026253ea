import type { HostConfig } from '../config/host-config.js';
import type { Fault } from '../contracts/fault.js';
import type { ServiceSource } from '../contracts/service-source.js';
import type { Logger } from '../plugin-api/logger.js';
import { checkSettings } from './check-settings.js';
import { faultsOf } from './faults-of.js';
import type { Gathered } from './gather-plugins.js';
import { orderPlugins } from './order-plugins.js';
import { type Placement } from './place-plugin.js';
import { entryOf } from './plugin-entry.js';
import { PluginRuntime } from './plugin-runtime.js';

/** What every plugin's runtime needs of the house. */
export interface RuntimeServices {
  source: ServiceSource;
  loggerFor(plugin: string): Logger;
}

/** The plugins that can be started, each after those that it needs, and everything that keeps others from it. */
export interface Startable {
  runtimes: PluginRuntime[];
  faults: Fault[];
}

/**
 * Runtimes for the plugins whose settings fit and whose needs are met; nothing is imported yet.
 *
 * @param kept runtimes that go on as they are.
 */
export async function buildRuntimes(
  gathered: Gathered,
  config: HostConfig,
  services: RuntimeServices,
  kept: ReadonlyMap<string, PluginRuntime> = new Map(),
): Promise<Startable> {
  const faults = [...gathered.faults];
  const fitting: Placement[] = [];
  for (const placement of gathered.placements) {
    const { plugin } = placement;
    try {
      await checkSettings(plugin, entryOf(config, plugin.name).settings);
      fitting.push(placement);
    } catch (error) {
      faults.push(...faultsOf(error, plugin.name));
    }
  }
  const refused = new Set(faults.map(({ plugin = '' }) => plugin));
  const ordered = orderPlugins(fitting, config, refused);
  const runtimes = new Map<string, PluginRuntime>();
  for (const { plugin, code } of ordered.placements) {
    const runtime =
      kept.get(plugin.name) ??
      new PluginRuntime(plugin, {
        settings: entryOf(config, plugin.name).settings ?? {},
        services: services.source,
        needs: (plugin.needs ?? []).map((name) => runtimes.get(name)!),
        logger: services.loggerFor(plugin.name),
        timeoutSeconds: config.server.pluginTimeoutSeconds,
        ...(code === undefined ? {} : { code }),
      });
    runtimes.set(plugin.name, runtime);
  }
  return { runtimes: [...runtimes.values()], faults: [...faults, ...ordered.faults] };
}
