import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { packageRoot } from '../../config/package-root.js';
import { fault } from '../../contracts/fault.js';
import { packageJson, packageName } from './package-json.js';
import { type ScaffoldOptions, scaffoldFiles } from './scaffold.js';

/** The templates are shipped as they are, so that the sources and the package read the same files. */
const templates = () => join(packageRoot(), 'src/cli/plugin-new/templates');

/**
 * Writes the files of a new plugin.
 *
 * @returns their paths in the folder.
 * @throws FaultError when the folder has something in it already: nothing is ever overwritten.
 */
export async function writePlugin(name: string, folder: string, options: ScaffoldOptions): Promise<string[]> {
  try {
    const texts = await fill(name, options);
    await mkdir(folder, { recursive: true });
    if ((await readdir(folder)).length > 0) throw notEmpty(folder);
    for (const [path, text] of texts) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text, { flag: 'wx' });
    }
    return texts.map(([path]) => path);
  } catch (error) {
    if (error instanceof Error && error.name === 'FaultError') throw error;
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST' || code === 'ENOTDIR') throw notEmpty(folder);
    const hint = 'Run it in a folder that you may write to.';
    throw fault('PLUGIN_NOT_WRITTEN', message, hint, { where: folder });
  }
}

async function fill(name: string, options: ScaffoldOptions): Promise<[path: string, text: string][]> {
  const title = titleOf(name);
  const values = { name, title, package: packageName(name), year: String(new Date().getFullYear()) };
  const files = await Promise.all(
    scaffoldFiles(name, options).map(async ({ template, path }): Promise<[string, string]> => {
      const text = await readFile(join(templates(), template), 'utf8');
      return [path, text.replace(/\{\{(\w+)\}\}/g, (_, key: keyof typeof values) => values[key])];
    }),
  );
  if (!options.package) return files;
  return [...files, ['package.json', `${JSON.stringify(packageJson(name, title, options), null, 2)}\n`]];
}

const titleOf = (name: string) => `${name[0]?.toUpperCase()}${name.slice(1).replaceAll('-', ' ')}`;

const notEmpty = (folder: string) =>
  fault(
    'FOLDER_NOT_EMPTY',
    'There is something already, and it was left as it is.',
    'Choose another name, or delete it first.',
    { where: folder },
  );
