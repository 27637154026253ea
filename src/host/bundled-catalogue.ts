import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packageRoot } from '../config/package-root.js';
import { fault } from '../contracts/fault.js';
import type { CataloguePlugin, PlacedPlugin } from './catalogue.js';
import { folderUrl } from './find-plugin-files.js';

/** Where the build puts the catalogue of the bundled plugins, and the plugins themselves. */
export const bundledFolder = (): string => join(packageRoot(), 'dist');

/** The bundled plugins as the build described them: no plugin is imported to list its tools. */
export async function readBundledCatalogue(): Promise<PlacedPlugin[]> {
  const file = join(bundledFolder(), 'catalogue.json');
  try {
    const plugins: CataloguePlugin[] = JSON.parse(await readFile(file, 'utf8'));
    return plugins.map((plugin) => ({
      ...plugin,
      folder: folderUrl(join(bundledFolder(), 'plugins', plugin.name)),
      bundled: true,
    }));
  } catch (error) {
    throw fault(
      'CATALOGUE_MISSING',
      `The catalogue of bundled plugins can't be read: ${String(error)}`,
      'Build the package (`npm run build`) or install it again.',
      { where: file },
    );
  }
}
