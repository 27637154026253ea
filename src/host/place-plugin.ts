import { fault } from '../contracts/fault.js';
import type { PlacedPlugin } from './catalogue.js';
import { checkPlugin } from './check-plugin.js';
import type { ContractNames } from './constructor-services.js';
import { describePlugin } from './describe-plugin.js';
import type { PluginSource } from './find-sources.js';
import { hashPlugin, type KnownCatalogue } from './known-catalogue.js';
import { importPlugin, type PluginCode } from './plugin-code.js';

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
}

/**
 * Describes a plugin that is not bundled; one that is known by its content is not imported.
 *
 * @throws FaultError when it can't be served.
 */
export async function placePlugin(
  { name, files }: PluginSource,
  options: PlacingOptions,
): Promise<Placement> {
  const alone =
    files.root === files.folder && files.toolFiles.length === 0 && !files.file.startsWith('plugin.');
  const hash = await hashPlugin(files.root, alone ? files.file : undefined);
  const remembered = await options.known.find(hash);
  if (remembered !== undefined) {
    expectName(name, remembered.name);
    return { plugin: { ...remembered, folder: files.folder, bundled: false } };
  }
  const code = await importPlugin(files, options.timeoutSeconds);
  expectName(name, code.definition.name);
  await checkPlugin(code, options.contracts);
  const described = await describePlugin(code, files.file);
  await options.known.remember(hash, described);
  return { plugin: { ...described, folder: files.folder, bundled: false }, code };
}

function expectName(configured: string | undefined, defined: string): void {
  if (configured === undefined || configured === defined) return;
  throw fault(
    'PLUGIN_NAME_MISMATCH',
    `The config calls it ${configured}, the plugin calls itself ${defined}.`,
    `Write plugins.${defined} in mcp.config.json.`,
  );
}
