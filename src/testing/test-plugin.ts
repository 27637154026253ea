import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findPluginFiles } from '../host/find-plugin-files.js';
import { importPlugin, type PluginCode, type PluginFiles } from '../host/plugin-code.js';
import { servePluginFolder } from '../host/plugin-hooks.js';
import type { PluginDefinition } from '../plugin-api/plugin.js';

/**
 * A plugin under test: its definition, with its tools listed in it; or where it is: a folder or file (relative to the
 * working folder), a `file:` URL such as `new URL('../trips', import.meta.url)`, or the name of an npm package.
 */
export type TestPlugin = PluginDefinition | string | URL;

export const isPlace = (plugin: TestPlugin): plugin is string | URL =>
  typeof plugin === 'string' || plugin instanceof URL;

/** A plugin's code and where it was found. */
export interface FoundPlugin {
  code: PluginCode;
  files: PluginFiles;
  /** What `from` says of it in a config. */
  from: string;
}

/** @throws FaultError when there is none, or it can't be imported within a time limit in seconds. */
export async function findPlugin(place: string | URL, timeoutSeconds = 10): Promise<FoundPlugin> {
  const named = typeof place === 'string' && !place.startsWith('file:') ? place : fileURLToPath(place);
  const files = await findPluginFiles(named, process.cwd());
  servePluginFolder(files.root);
  const code = await importPlugin(files, timeoutSeconds);
  return { code, files, from: join(fileURLToPath(files.folder), files.file) };
}
