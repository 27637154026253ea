import { fileURLToPath } from 'node:url';
import { pathNotAllowed } from './read-errors.js';

/** The local path that a caller names by path or `file:` URL; other hosts, schemes and device names are refused. */
export function requestedPath(pathOrUrl: string): string {
  const path = /^file:/i.test(pathOrUrl) ? pathOfUrl(pathOrUrl) : pathOrUrl;
  const isElsewhere = /^[a-z][a-z0-9+.-]+:\/\//i.test(path) || /^[\\/]{2}/.test(path);
  if (path === '' || path.includes('\0') || isElsewhere) throw pathNotAllowed();
  return path;
}

function pathOfUrl(url: string): string {
  try {
    return fileURLToPath(url);
  } catch {
    throw pathNotAllowed();
  }
}
