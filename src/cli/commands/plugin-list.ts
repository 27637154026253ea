import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { LoadedConfig } from '../../config/load-config.js';
import type { Fault } from '../../contracts/fault.js';
import { readBundledCatalogue } from '../../host/bundled-catalogue.js';
import type { CataloguePlugin } from '../../host/catalogue.js';
import type { Gathered } from '../../host/gather-plugins.js';
import { orderPlugins } from '../../host/order-plugins.js';
import { entryOf } from '../../host/plugin-entry.js';
import { gatherConfigured } from '../gather-configured.js';
import { offerCounts } from '../offer-counts.js';
import { paint } from '../paint.js';
import { print, printJson } from '../print.js';
import { readConfig } from '../read-config.js';
import { remarkFault } from '../report-failure.js';
import { table } from '../table.js';

export interface PluginListFlags {
  config?: string;
  json?: boolean;
}

interface Row {
  name: string;
  state: 'on' | 'off' | 'failed';
  version?: string;
  tools: string[];
  prompts: string[];
  /** URIs and templates. */
  resources: string[];
  /** Names. */
  steps: string[];
  /** `bundled`, or what the config says. */
  from: string;
  faults: readonly Fault[];
}

/** Shows the plugins of the config, bundled ones included: which are on, which are off, which failed and why. */
export async function pluginList(flags: PluginListFlags): Promise<number> {
  const loaded = await readConfig(flags);
  const [gathered, bundled] = await Promise.all([gatherConfigured(loaded), readBundledCatalogue()]);
  const refused = new Set(gathered.faults.map(({ plugin = '' }) => plugin));
  const { faults } = orderPlugins(gathered.placements, loaded.config, refused);
  const all = { placements: gathered.placements, faults: [...gathered.faults, ...faults] };
  const names = new Set([
    ...bundled.map(({ name }) => name),
    ...Object.keys(loaded.config.plugins),
    ...all.placements.map(({ plugin }) => plugin.name),
    ...refused,
  ]);
  const rows = [...names].flatMap((name) => rowOf(name, loaded, all, bundled));
  if (flags.json) {
    printJson({ plugins: rows });
  } else {
    show(rows);
    for (const { faults } of rows) faults.forEach(remarkFault);
  }
  return 0;
}

/** No row where the name is only what the config calls a glob, whose plugins have names of their own. */
function rowOf(
  name: string,
  { config, baseFolder }: LoadedConfig,
  { placements, faults }: Gathered,
  bundled: readonly CataloguePlugin[],
): Row[] {
  const { enabled, from } = entryOf(config, name);
  const placed = placements.find(({ plugin }) => plugin.name === name)?.plugin;
  const known = bundled.find((plugin) => plugin.name === name && from === undefined);
  const own = faults.filter((fault) => fault.plugin === name);
  if (enabled && placed === undefined && own.length === 0) return [];
  const plugin = placed ?? known;
  const found = placed && !placed.bundled ? relative(baseFolder, fileURLToPath(placed.folder)) : '';
  return [
    {
      name,
      state: own.length > 0 ? 'failed' : enabled ? 'on' : 'off',
      ...(plugin === undefined ? {} : { version: plugin.version }),
      tools: namesOf(plugin?.tools),
      prompts: namesOf(plugin?.prompts),
      resources: plugin?.resources.map(({ uri }) => uri) ?? [],
      steps: namesOf(plugin?.steps),
      from: from ?? (known === undefined ? found : 'bundled'),
      faults: own,
    },
  ];
}

const namesOf = (offers: readonly { name: string }[] = []): string[] => offers.map(({ name }) => name);

function show(rows: readonly Row[]): void {
  const [heading, ...lines] = table([
    ['PLUGIN', 'STATE', 'VERSION', 'FROM', 'OFFERS'],
    ...rows.map(({ name, state, version = '', from, tools, ...beside }) => [
      name,
      state,
      version,
      from,
      [...tools, offerCounts({ ...beside })].filter((offer) => offer !== '').join(', '),
    ]),
  ]);
  print([paint('bold', heading!), ...lines].join('\n'));
}
