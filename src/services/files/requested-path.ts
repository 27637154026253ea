import { fileURLToPath } from 'node:url';
import { schemeNotAllowed } from '../web/web-errors.js';
import { pathNotAllowed } from './read-errors.js';

/** The longest that any system takes as a rule; of a longer one each folder would be looked for in vain. */
export const LONGEST_PATH = 4096;

export const isWebUrl = (source: string): boolean => /^https?:/i.test(source);

/** The local path that a caller names by path or `file:` URL; other hosts, schemes and device names are refused. */
export function requestedPath(pathOrUrl: string): string {
  if (pathOrUrl.length > LONGEST_PATH) throw pathNotAllowed();
  const path = /^file:/i.test(pathOrUrl) ? pathOfUrl(pathOrUrl) : pathOrUrl;
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(path)) throw schemeNotAllowed();
  if (path === '' || path.includes('\0') || /^[\\/]{2}/.test(path)) throw pathNotAllowed();
  return path;
}

function pathOfUrl(url: string): string {
  try {
    return fileURLToPath(url);
  } catch {
    throw pathNotAllowed();
  }
}
