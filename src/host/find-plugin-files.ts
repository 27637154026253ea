import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { createRequire, findPackageJSON } from 'node:module';
import { basename, dirname, isAbsolute, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { localPath } from '../config/local-path.js';
import { fault } from '../contracts/fault.js';
import type { PluginFiles } from './plugin-code.js';

const ENTRIES = ['plugin.js', 'plugin.mjs', 'plugin.ts'];

/**
 * The files of a plugin that the config names by folder, file or npm package.
 *
 * @param from as written in the config. A package is looked for from `baseFolder` first, then beside the host.
 * @throws FaultError when there is nothing, or no plugin file in it.
 */
export async function findPluginFiles(from: string, baseFolder: string): Promise<PluginFiles> {
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
  const isFile = statSync(place).isFile();
  if (isFile && !ENTRIES.includes(basename(place)))
    return { folder: folderUrl(dirname(place)), file: basename(place), toolFiles: [] };
  const path = isFile ? dirname(place) : place;
  const file = ENTRIES.find((entry) => existsSync(join(path, entry)));
  if (file === undefined) {
    throw fault(
      'PLUGIN_FILE_MISSING',
      `There is no plugin.ts or plugin.js in ${path}.`,
      'Write one: docs/write-a-plugin.md shows how.',
    );
  }
  return { folder: folderUrl(path), file, toolFiles: await findToolFiles(path) };
}

const isPath = (from: string) => /^[.~]/.test(from) || isAbsolute(from) || /\.[mc]?[jt]s$/.test(from);

/** A folder's URL ends in a slash, so that files resolve inside of it. */
export const folderUrl = (folder: string): string => `${pathToFileURL(folder).href}/`;

function packageFolder(name: string, baseFolder: string): string | undefined {
  for (const start of [join(baseFolder, 'package.json'), import.meta.filename]) {
    const file = packageFile(name, start);
    if (file === undefined) continue;
    const { openaiMcpPlugin = '.' } = JSON.parse(readFileSync(file, 'utf8'));
    return join(dirname(file), openaiMcpPlugin);
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

/** Every `*.tool.*` and `*.step.*` of a folder, in stable order; where a build lies beside its source, the build. */
export async function findToolFiles(folder: string): Promise<string[]> {
  const { default: glob } = await import('fast-glob');
  const files = await glob('**/*.{tool,step}.{js,mjs,ts}', {
    cwd: folder,
    ignore: ['**/node_modules/**', '**/*.d.ts'],
  });
  const all = new Set(files);
  return files.filter((file) => !(file.endsWith('.ts') && all.has(file.replace(/ts$/, 'js')))).sort();
}
