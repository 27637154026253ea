import { existsSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Fault } from '../contracts/fault.js';
import { checkPlugin } from '../host/check-plugin.js';
import type { ContractNames } from '../host/constructor-services.js';
import { describePlugin } from '../host/describe-plugin.js';
import { faultsOf } from '../host/faults-of.js';
import { findPluginFiles } from '../host/find-plugin-files.js';
import { importPlugin, type PluginCode, type PluginFiles } from '../host/plugin-code.js';
import { servePluginFolder } from '../host/plugin-hooks.js';
import { toolOptionsOf } from '../plugin-api/tool.js';
import type { ExaminedPlugin } from './examined-plugin.js';
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
    servePluginFolder(files.folder);
    plugin = { ...plugin, files, ...(await look(files)) };
    const { result: code, effects } = await watchEffects(() => importPlugin(files, options.timeoutSeconds));
    plugin = { ...plugin, code, importEffects: effects };
  } catch (error) {
    return { ...plugin, faults: withoutName(error) };
  }
  const { described, faults } = await passDoor(plugin.code!, plugin.files!.file, options.contracts);
  return { ...plugin, faults, ...(described === undefined ? {} : { described }) };
}

async function look(files: PluginFiles) {
  const manifest = manifestOf(fileURLToPath(files.folder));
  const sources = await readSources(files);
  return { sources, tested: await hasTests(files), ...(manifest === undefined ? {} : { manifest }) };
}

async function passDoor(code: PluginCode, file: string, contracts: ContractNames) {
  const faults: Fault[] = [];
  const collect = (error: unknown) => void faults.push(...withoutName(error));
  await checkPlugin(code, contracts).catch(collect);
  const marked = code.tools.every(({ toolClass }) => toolOptionsOf(toolClass) !== undefined);
  const described = marked ? await describePlugin(code, file).catch(collect) : undefined;
  return { faults, described: described ?? undefined };
}

/** The one plugin is meant anyway. */
const withoutName = (error: unknown): Fault[] => faultsOf(error, '').map(({ plugin: _, ...fault }) => fault);

/** What is there is meant before a package of the same name; a package's own folder leads to its plugin. */
function placeOf(named: string, cwd: string): string {
  const path = resolve(cwd, named);
  if (!existsSync(path)) return named;
  const file = join(path, 'package.json');
  if (!statSync(path).isDirectory() || !existsSync(file)) return path;
  const { openaiMcpPlugin = '.' } = JSON.parse(readFileSync(file, 'utf8'));
  return join(path, openaiMcpPlugin);
}
