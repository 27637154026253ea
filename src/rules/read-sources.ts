import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join, parse, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PluginFiles } from '../host/plugin-code.js';
import type { Manifest, SourceFile } from './examined-plugin.js';

const CODE = '{js,mjs,ts}';
const NOT_ITS_OWN = ['**/node_modules/**', '**/*.d.ts', '**/.*/**'];
const TESTS = ['**/*.test.*', '**/*.spec.*', '**/{test,tests}/**'];

const glob = async (pattern: string | string[], cwd: string, ignore: string[]): Promise<string[]> =>
  (await import('fast-glob')).default(pattern, { cwd, ignore });

const isSingle = ({ file, toolFiles }: PluginFiles) => toolFiles.length === 0 && !file.startsWith('plugin.');

/** A plugin's own source files, without its tests. */
export async function readSources(files: PluginFiles): Promise<SourceFile[]> {
  const cwd = fileURLToPath(files.folder);
  const ignore = [...NOT_ITS_OWN, ...TESTS];
  const paths = isSingle(files) ? [files.file] : await glob(`**/*.${CODE}`, cwd, ignore);
  return paths.sort().map((path) => ({ path, text: withoutComments(readFileSync(join(cwd, path), 'utf8')) }));
}

/** Whether a plugin has tests: in its folder or beside it, or in the test folder of its package. */
export async function hasTests(files: PluginFiles): Promise<boolean> {
  const cwd = fileURLToPath(files.folder);
  const stem = isSingle(files) ? parse(files.file).name : '*';
  if ((await glob(`**/${stem}.{test,spec}.*`, cwd, NOT_ITS_OWN)).length > 0) return true;
  const beside = `${basename(cwd)}.{test,spec}.*`;
  if (!isSingle(files) && (await glob(beside, dirname(cwd), NOT_ITS_OWN)).length > 0) return true;
  const root = packageFolder(cwd);
  return root !== undefined && (await glob('{test,tests}/**/*.{test,spec}.*', root, NOT_ITS_OWN)).length > 0;
}

/** The package.json that says of this folder that it is its plugin; undefined where it is no package to publish. */
export function manifestOf(folder: string): Manifest | undefined {
  const root = packageFolder(folder);
  if (root === undefined) return undefined;
  const manifest: Manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const leadsHere = resolve(root, manifest.openaiMcpPlugin ?? '.').startsWith(resolve(folder));
  return leadsHere && manifest.private !== true && manifest.name !== undefined ? manifest : undefined;
}

function packageFolder(from: string): string | undefined {
  for (let folder = resolve(from); ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json'))) return folder;
    if (folder === dirname(folder)) return undefined;
  }
}

const withoutComments = (text: string): string =>
  text.replace(/\/\*[\s\S]*?\*\//g, ' ').replace(/(^|\s)\/\/.*$/gm, '$1');
