import { existsSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, relative } from 'node:path';
import type { HostConfig } from '../config/host-config.js';
import { localPath } from '../config/local-path.js';
import { type Fault, FaultError, fault } from '../contracts/fault.js';
import { faultsOf } from './faults-of.js';
import { builtOnly, type FoundPlugin, findPluginFiles, isPath, isPluginFolder } from './find-plugin-files.js';
import { entryOf } from './plugin-entry.js';

/** A plugin that the config names, found and not looked at yet. */
export interface PluginSource {
  /** What faults call it: its name in the config or, found by a glob, its path. */
  title: string;
  /** The name that it must have; undefined where a glob found it. */
  name?: string;
  files: FoundPlugin;
}

/** Every plugin that is on and has a `from`: those that are named before those that a glob finds. */
export async function findSources(
  config: HostConfig,
  baseFolder: string,
): Promise<{ sources: PluginSource[]; faults: Fault[] }> {
  const named: PluginSource[] = [];
  const globbed: PluginSource[] = [];
  const faults: Fault[] = [];
  const add = async (list: PluginSource[], title: string, from: string, name?: string) => {
    try {
      const files = await findPluginFiles(from, baseFolder);
      list.push({ title, files, ...(name === undefined ? {} : { name }) });
    } catch (error) {
      faults.push(...faultsOf(error, title));
    }
  };
  for (const name of Object.keys(config.plugins)) {
    const { enabled, from } = entryOf(config, name);
    if (!enabled || from === undefined) continue;
    if (!isGlob(from, baseFolder)) {
      await add(named, name, from, name);
      continue;
    }
    try {
      for (const path of await matchesOf(name, from, config, baseFolder)) {
        await add(globbed, `./${relative(baseFolder, path).replaceAll('\\', '/')}`, path);
      }
    } catch (error) {
      faults.push(...faultsOf(error, name));
    }
  }
  return { sources: withoutRepeats([...named, ...globbed]), faults };
}

/** A file or folder that is really called so is no glob. */
const isGlob = (from: string, baseFolder: string): boolean =>
  /[*?[\]{}]/.test(from) && isPath(from) && !existsSync(localPath(baseFolder, from));

async function matchesOf(
  label: string,
  from: string,
  config: HostConfig,
  baseFolder: string,
): Promise<string[]> {
  const { settings, tools } = entryOf(config, label);
  const misplaced = [...(settings ? ['settings'] : []), ...(tools ? ['tools'] : [])].map((key) => ({
    code: 'PLUGIN_OPTIONS_MISPLACED',
    message: `plugins.${label} finds plugins by a glob, so its \`${key}\` is nobody's.`,
    hint: `Write plugins.<name>.${key}, under the plugin's own name.`,
    where: `plugins.${label}.${key}`,
  }));
  if (misplaced.length > 0) throw new FaultError(misplaced);
  const paths = await glob(from, baseFolder);
  if (paths.length > 0) return paths;
  throw fault(
    'PLUGIN_NOT_FOUND',
    `No plugin matches "${from}".`,
    `It is looked for from ${baseFolder}: folders with a plugin.ts or plugin.js, and single files.`,
  );
}

async function glob(from: string, baseFolder: string): Promise<string[]> {
  const { default: match } = await import('fast-glob');
  const [, ofHome] = /^~[\\/](.*)$/.exec(from) ?? [];
  const cwd = ofHome === undefined ? baseFolder : homedir();
  const paths = await match(ofHome ?? from, {
    cwd,
    onlyFiles: false,
    ignore: ['**/node_modules/**', '**/*.d.ts', '**/*.{tool,step,prompt,resource,test,spec}.*'],
  });
  return builtOnly(paths)
    .sort()
    .map((path) => localPath(cwd, path))
    .filter((path) => (statSync(path).isFile() ? /\.(js|mjs|ts)$/.test(path) : mayBePlugin(path)));
}

/** A folder whose package.json is broken is looked at again, and said to be. */
function mayBePlugin(folder: string): boolean {
  try {
    return isPluginFolder(folder);
  } catch {
    return existsSync(join(folder, 'package.json'));
  }
}

/** A glob may find again what is named, or a folder and the plugin file in it. */
function withoutRepeats(sources: readonly PluginSource[]): PluginSource[] {
  const seen = new Set<string>();
  return sources.filter(({ name, files: { folder, file } }) => {
    const place = folder + file;
    const repeated = name === undefined && seen.has(place);
    seen.add(place);
    return !repeated;
  });
}
