import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packageVersion } from '../config/package-root.js';
import type { FoundPlugin } from './find-plugin-files.js';
import { listSources } from './list-sources.js';

/** Changes with the form in which plugins are kept. */
const FORMAT = 3;

const IGNORED = ['**/node_modules/**', '**/.*/**', '**/*.d.ts'];

/** Changes with any source file of the plugin and with the host's version. */
export async function hashPlugin(files: FoundPlugin): Promise<string> {
  const folder = fileURLToPath(files.root);
  const hash = createHash('sha256').update(`${packageVersion()} ${FORMAT}`);
  for (const file of (await sourceFiles(files, folder)).sort())
    hash.update(`\0${file}\0`).update(await readFile(join(folder, file)));
  return hash.digest('hex').slice(0, 32);
}

/** Every folder that a change of the plugin can happen in, and the one above it: it may be replaced as a whole. */
export async function sourceFolders(files: FoundPlugin): Promise<string[]> {
  const folder = fileURLToPath(files.root);
  if (isSingleFile(files)) {
    const sources = await sourceFiles(files, folder);
    return [...new Set([folder, ...sources.map((file) => dirname(join(folder, file)))])];
  }
  const { default: glob } = await import('fast-glob');
  const below = await glob('**', { cwd: folder, onlyDirectories: true, ignore: IGNORED });
  return [dirname(folder), folder, ...below.map((each) => join(folder, each))];
}

/** A plugin that is one file, and in no package, has the others beside it only where it imports them. */
const isSingleFile = ({ folder, root, file, toolFiles }: FoundPlugin) =>
  folder === root && toolFiles.length === 0 && !file.startsWith('plugin.');

async function sourceFiles(files: FoundPlugin, folder: string): Promise<string[]> {
  if (isSingleFile(files)) return filesFrom(folder, files.file);
  return [...(files.sources ?? (await listSources(folder)))];
}

/** A file and whatever it imports from beside it, however far. */
async function filesFrom(folder: string, file: string, seen = new Set<string>()): Promise<string[]> {
  if (seen.has(file)) return [];
  const text = await readFile(join(folder, file), 'utf8').catch(() => undefined);
  if (text === undefined) return [];
  seen.add(file);
  for (const [, path = ''] of text.matchAll(/(?:from|import)\s*\(?\s*['"](\.[^'"]+)['"]/g)) {
    const target = join(dirname(file), path);
    for (const one of [target, target.replace(/\.js$/, '.ts')]) await filesFrom(folder, one, seen);
  }
  return [...seen];
}
