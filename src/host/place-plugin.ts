import { fault } from '../contracts/fault.js';
import type { PlacedPlugin } from './catalogue.js';
import { checkPlugin } from './check-plugin.js';
import type { ContractNames } from './constructor-services.js';
import { describePlugin } from './describe-plugin.js';
import type { PluginSource } from './find-sources.js';
import type { KnownCatalogue } from './known-catalogue.js';
import { importPlugin, type PluginCode, type PluginFiles } from './plugin-code.js';
import type { PluginEdition } from './plugin-edition.js';
import { hashPlugin } from './plugin-sources.js';

/** A plugin that is ready to be listed, with its code where it had to be imported for that. */
export interface Placement {
  plugin: PlacedPlugin;
  code?: PluginCode;
}

export interface PlacingOptions {
  /** Where paths in the config start. */
  baseFolder: string;
  known: KnownCatalogue;
  contracts: ContractNames;
  timeoutSeconds: number;
  /** Imports the plugin afresh, known or not, since it was edited while the host runs. */
  edition?: PluginEdition;
  /** Imports the plugin now, known or not: its files may be edited before its first call. */
  eager?: boolean;
}

/**
 * Describes a plugin that is not bundled; one that is known by its content is not imported.
 *
 * @throws FaultError when it can't be served.
 */
export async function placePlugin(
  { name, files }: Pick<PluginSource, 'name' | 'files'>,
  options: PlacingOptions,
): Promise<Placement> {
  const { edition } = options;
  if (edition !== undefined) {
    const anew = await importAndDescribe(name, { ...files, edition }, options);
    return { ...anew, plugin: { ...anew.plugin, edition } };
  }
  const hash = await hashPlugin(files);
  const remembered = options.eager ? undefined : await options.known.find(hash);
  if (remembered !== undefined) {
    expectName(name, remembered.name);
    return { plugin: { ...remembered, folder: files.folder, bundled: false } };
  }
  const { plugin, code } = await importAndDescribe(name, files, options);
  const { folder: _, bundled: __, ...described } = plugin;
  await options.known.remember(hash, described);
  return { plugin, code };
}

async function importAndDescribe(
  name: string | undefined,
  files: PluginFiles,
  { contracts, timeoutSeconds }: PlacingOptions,
) {
  const code = await importPlugin(files, timeoutSeconds);
  expectName(name, code.definition.name);
  await checkPlugin(code, contracts);
  const described = await describePlugin(code, files.file);
  const plugin: PlacedPlugin = { ...described, folder: files.folder, bundled: false };
  return { plugin, code };
}

function expectName(configured: string | undefined, defined: string): void {
  if (configured === undefined || configured === defined) return;
  throw fault(
    'PLUGIN_NAME_MISMATCH',
    `The config calls it ${configured}, the plugin calls itself ${defined}.`,
    `Write plugins.${defined} in mcp.config.json.`,
  );
}
