import type { LoadedConfig } from '../config/load-config.js';
import { readBundledCatalogue } from '../host/bundled-catalogue.js';
import { type Gathered, gatherPlugins } from '../host/gather-plugins.js';
import { KnownCatalogue } from '../host/known-catalogue.js';
import { CONTRACTS } from '../services/contracts.js';

/** The plugins that a config turns on, as data, and what keeps others from being served. */
export async function gatherConfigured({ config, baseFolder, dataFolder }: LoadedConfig): Promise<Gathered> {
  const bundled = await readBundledCatalogue();
  const placed = bundled.map((plugin) => ({ plugin }));
  return gatherPlugins(config, placed, {
    baseFolder,
    known: new KnownCatalogue(dataFolder),
    contracts: CONTRACTS,
    timeoutSeconds: config.server.pluginTimeoutSeconds,
  });
}
