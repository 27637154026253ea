import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { corePath } from '../../config/config-file.js';
import { packageRoot } from '../../config/package-root.js';
import { fault } from '../../contracts/fault.js';

/**
 * Writes a config that says what holds without it, ready to be changed.
 *
 * @throws FaultError when there is a file already: it is never overwritten.
 */
export async function writeConfig(file: string): Promise<void> {
  const { $schema: _, ...core } = JSON.parse(await readFile(corePath(), 'utf8'));
  const config = { ...schemaFor(dirname(file)), ...core, files: { roots: [] } };
  try {
    await writeFile(file, `${JSON.stringify(config, null, 2)}\n`, { flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') {
      throw fault(
        'CONFIG_EXISTS',
        'There is one already, and it was left as it is.',
        'Delete it first if you want a new one.',
        {
          where: file,
        },
      );
    }
    const { message } = error as Error;
    throw fault('CONFIG_NOT_WRITTEN', message, 'Run init in a folder that you may write to.', {
      where: file,
    });
  }
}

/** Where the package lies below the config, so that it holds tomorrow and on other machines too; else nothing. */
function schemaFor(folder: string): { $schema?: string } {
  const schema = join(packageRoot(), 'config', 'mcp.config.schema.json');
  const path = relative(folder, schema).replaceAll('\\', '/');
  return path.startsWith('../') ? {} : { $schema: `./${path}` };
}
