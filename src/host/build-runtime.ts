import type { HostConfig } from '../config/host-config.js';
import type { ServiceSource } from '../contracts/service-source.js';
import type { Logger } from '../plugin-api/logger.js';
import { entryOf } from './gather-plugins.js';
import type { Placement } from './place-plugin.js';
import { PluginRuntime } from './plugin-runtime.js';

/** What every plugin's runtime needs of the house. */
export interface RuntimeServices {
  source: ServiceSource;
  loggerFor(plugin: string): Logger;
}

/** A runtime for a plugin, with its settings as the config has them; nothing is imported yet. */
export function buildRuntime(
  { plugin, code }: Placement,
  config: HostConfig,
  services: RuntimeServices,
): PluginRuntime {
  return new PluginRuntime(plugin, {
    settings: entryOf(config, plugin.name).settings ?? {},
    services: services.source,
    logger: services.loggerFor(plugin.name),
    timeoutSeconds: config.server.pluginTimeoutSeconds,
    ...(code === undefined ? {} : { code }),
  });
}
