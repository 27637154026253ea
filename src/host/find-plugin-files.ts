import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { createRequire, findPackageJSON } from 'node:module';
import { basename, dirname, isAbsolute, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { localPath } from '../config/local-path.js';
import { fault } from '../contracts/fault.js';
import { listSources } from './list-sources.js';
import type { PluginFiles } from './plugin-code.js';

const ENTRIES = ['plugin.js', 'plugin.mjs', 'plugin.ts'];

/** A plugin's files, and the folder with everything that belongs to them. */
export interface FoundPlugin extends PluginFiles {
  /** URL of the package that the plugin is in, where it is in one; else of its own folder. */
  root: string;
  /** The source files in it, relative to it, where they had to be listed anyway. */
  sources?: readonly string[];
}

/**
 * The files of a plugin that the config names by folder, file or npm package.
 *
 * @param from as written in the config. A package is looked for from `baseFolder` first, then beside the host.
 * @throws FaultError when there is nothing, or no plugin file in it.
 */
export async function findPluginFiles(from: string, baseFolder: string): Promise<FoundPlugin> {
  const named = isPath(from) ? localPath(baseFolder, from) : packageFolder(from, baseFolder);
  if (named === undefined || !existsSync(named)) {
    throw fault(
      'PLUGIN_NOT_FOUND',
      `There is no plugin at "${from}".`,
      isPath(from) ? `It is looked for at ${named}.` : `Install the package: npm install ${from}`,
    );
  }
  // Node knows a module by its real path, whatever link led there.
  const place = realpathSync(named);
  const plugin = statSync(place).isFile() ? place : pluginOfPackage(place);
  const isFile = statSync(plugin).isFile();
  const folder = isFile ? dirname(plugin) : plugin;
  const root = folderUrl(plugin === place ? folder : place);
  if (isFile && !ENTRIES.includes(basename(plugin)))
    return { folder: folderUrl(folder), file: basename(plugin), toolFiles: [], root };
  const file = entryIn(folder);
  if (file === undefined) {
    throw fault(
      'PLUGIN_FILE_MISSING',
      `There is no plugin.ts or plugin.js in ${folder}.`,
      'Write one: docs/write-a-plugin.md shows how.',
    );
  }
  const sources = await listSources(folder);
  const own = { folder: folderUrl(folder), file, toolFiles: toolFilesOf(sources), root };
  return own.folder === root ? { ...own, sources } : own;
}

export const isPath = (from: string) =>
  /^[.~]/.test(from) || isAbsolute(from) || /\.[mc]?[jt]s$/.test(from) || from.includes('*');

/** Whether a folder holds a plugin, be it a folder's or a package's. */
export const isPluginFolder = (folder: string): boolean =>
  entryIn(folder) !== undefined || pluginOfPackage(folder) !== folder;

const entryIn = (folder: string): string | undefined =>
  ENTRIES.find((entry) => existsSync(join(folder, entry)));

/** A folder's URL ends in a slash, so that files resolve inside of it. */
export const folderUrl = (folder: string): string => `${pathToFileURL(folder).href}/`;

/** Where a package.json in the folder says that the plugin is; the folder itself where it says nothing. */
function pluginOfPackage(folder: string): string {
  const file = join(folder, 'package.json');
  if (!existsSync(file)) return folder;
  const { openaiMcpPlugin } = readPackage(file);
  if (openaiMcpPlugin === undefined) return folder;
  const plugin = join(folder, String(openaiMcpPlugin));
  if (existsSync(plugin)) return plugin;
  throw fault(
    'PLUGIN_NOT_FOUND',
    `Its package.json says "openaiMcpPlugin": ${JSON.stringify(openaiMcpPlugin)}, and there is nothing.`,
    'Build the package, or correct the path, which is relative to the package.json.',
    { where: file },
  );
}

function readPackage(file: string): { openaiMcpPlugin?: unknown } {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    const message = `Its package.json can't be read: ${(error as Error).message}`;
    throw fault('PLUGIN_BROKEN', message, 'Mend the file.', { where: file });
  }
}

function packageFolder(name: string, baseFolder: string): string | undefined {
  for (const start of [join(baseFolder, 'package.json'), import.meta.filename]) {
    const file = packageFile(name, start);
    if (file !== undefined) return dirname(file);
  }
  return undefined;
}

function packageFile(name: string, start: string): string | undefined {
  try {
    return (
      findPackageJSON(name, pathToFileURL(start).href) ?? createRequire(start).resolve(`${name}/package.json`)
    );
  } catch {
    return undefined;
  }
}

/** Every `*.tool.*`, `*.step.*`, `*.prompt.*` and `*.resource.*` of a folder, in stable order; where a build lies beside its source, the build. */
const toolFilesOf = (sources: readonly string[]): string[] =>
  builtOnly(sources.filter((file) => /\.(tool|step|prompt|resource)\.(m?js|ts)$/.test(file))).sort();

/** Without the TypeScript files that have been built beside themselves. */
export function builtOnly(files: readonly string[]): string[] {
  const all = new Set(files);
  return files.filter((file) => !(file.endsWith('.ts') && all.has(file.replace(/ts$/, 'js'))));
}
