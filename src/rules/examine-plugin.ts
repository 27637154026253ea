import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ContractNames } from '../host/constructor-services.js';
import { faultsOf } from '../host/faults-of.js';
import { findPluginFiles } from '../host/find-plugin-files.js';
import { importPlugin, type PluginFiles } from '../host/plugin-code.js';
import { servePluginFolder } from '../host/plugin-hooks.js';
import type { ExaminedPlugin } from './examined-plugin.js';
import { passDoor } from './pass-door.js';
import { hasTests, manifestOf, readSources } from './read-sources.js';
import { watchEffects } from './watch-effects.js';

const NOTHING: ExaminedPlugin = { faults: [], sources: [], tested: false, importEffects: [] };

/**
 * Finds and imports a plugin and gathers what rules look at. Whatever the plugin throws is a fault in the result.
 *
 * @param named a folder or file, or else an installed package.
 */
export async function examinePlugin(
  named: string,
  options: { cwd: string; contracts: ContractNames; timeoutSeconds: number },
): Promise<ExaminedPlugin> {
  let plugin = NOTHING;
  try {
    const files = await findPluginFiles(placeOf(named, options.cwd), options.cwd);
    servePluginFolder(files.root);
    plugin = { ...plugin, files, ...(await look(files)) };
    const { result: code, effects } = await watchEffects(() => importPlugin(files, options.timeoutSeconds));
    plugin = { ...plugin, code, importEffects: effects };
  } catch (error) {
    return { ...plugin, faults: faultsOf(error, named) };
  }
  return { ...plugin, ...(await passDoor(plugin.code!, plugin.files!.file, options.contracts)) };
}

async function look(files: PluginFiles) {
  const manifest = manifestOf(fileURLToPath(files.folder));
  const sources = await readSources(files);
  return { sources, tested: await hasTests(files), ...(manifest === undefined ? {} : { manifest }) };
}

/** What is there is meant before a package of the same name. */
function placeOf(named: string, cwd: string): string {
  const path = resolve(cwd, named);
  return existsSync(path) ? path : named;
}
