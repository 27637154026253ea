import { isAbsolute, relative, sep } from 'node:path';

/** Whether a path is a folder or lies in it, by name alone: both must be real paths. */
export function isUnder(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
