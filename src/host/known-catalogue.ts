import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packageVersion } from '../config/package-root.js';
import type { CataloguePlugin } from './catalogue.js';

/** Changes with the form of what is kept. */
const FORMAT = 2;

/**
 * What is known of plugins that are not bundled, kept in the data folder by the hash of their content, so that an
 * unchanged plugin is listed without being imported.
 */
export class KnownCatalogue {
  constructor(private readonly dataFolder: string) {}

  async find(hash: string): Promise<CataloguePlugin | undefined> {
    try {
      return JSON.parse(await readFile(this.file(hash), 'utf8'));
    } catch {
      return undefined;
    }
  }

  /** A data folder that can't be written costs only speed. */
  async remember(hash: string, plugin: CataloguePlugin): Promise<void> {
    const file = this.file(hash);
    const draft = `${file}.${process.pid}`;
    try {
      await mkdir(join(this.dataFolder, 'catalogue'), { recursive: true, mode: 0o700 });
      await writeFile(draft, JSON.stringify(plugin));
      await rename(draft, file);
    } catch {}
  }

  private file(hash: string): string {
    return join(this.dataFolder, 'catalogue', `${hash}.json`);
  }
}

/** Changes with any source file of the plugin and with the host's version. */
export async function hashPlugin(folder: string, onlyFile?: string): Promise<string> {
  const { default: glob } = await import('fast-glob');
  const cwd = fileURLToPath(folder);
  const files = onlyFile
    ? await filesFrom(cwd, onlyFile)
    : await glob('**/*.{js,mjs,cjs,ts,json}', { cwd, ignore: ['**/node_modules/**', '**/*.d.ts'] });
  const hash = createHash('sha256').update(`${packageVersion()} ${FORMAT}`);
  for (const file of files.sort()) {
    hash.update(`\0${file}\0`).update(await readFile(join(cwd, file)));
  }
  return hash.digest('hex').slice(0, 32);
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
