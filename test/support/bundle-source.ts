import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { rolldown } from 'rolldown';

/** Within node_modules, so that packages are found from there. */
const CACHE = join(import.meta.dirname, '../../node_modules/.cache');

/**
 * Makes a file of ours and what it imports runnable by plain `node`, for tests and measurements with processes of their own.
 *
 * @param missing A package that shall not be found: all others are put into the script, and it lies where there are none.
 */
export async function bundleSource(
  file: string,
  missing?: string,
): Promise<{ script: string; remove(): Promise<void> }> {
  const parent = missing === undefined ? CACHE : tmpdir();
  await mkdir(parent, { recursive: true });
  const folder = await mkdtemp(join(parent, 'source-'));
  const external = missing ?? /^[^./]/;
  const bundle = await rolldown({ input: file, platform: 'node', external, logLevel: 'warn' });
  await bundle.write({
    dir: folder,
    format: 'esm',
    entryFileNames: '[name].mjs',
    chunkFileNames: '[name].mjs',
  });
  await bundle.close();
  return {
    script: join(folder, basename(file).replace(/\.ts$/, '.mjs')),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
