import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Every file below a folder whose name fits, relative to it and with slashes; nobody's packages, nothing hidden. */
export async function listSourceFiles(folder: string, fits: RegExp, below = ''): Promise<string[]> {
  const entries = await readdir(join(folder, below), { withFileTypes: true });
  const files = await Promise.all(
    entries.map(async (entry): Promise<string[]> => {
      const { name } = entry;
      if (name.startsWith('.') || name === 'node_modules') return [];
      const path = below === '' ? name : `${below}/${name}`;
      const kind = entry.isSymbolicLink() ? await stat(join(folder, path)).catch(() => undefined) : entry;
      if (kind?.isDirectory()) return entry.isSymbolicLink() ? [] : listSourceFiles(folder, fits, path);
      return kind?.isFile() && fits.test(name) && !name.endsWith('.d.ts') ? [path] : [];
    }),
  );
  return files.flat().sort();
}
