/** Where to begin, and what of a path below must fit; without `rest`, all that is there. */
export interface GlobStart {
  folder: string;
  rest?: string;
}

const MAGIC = /[*?[\]{}]|[!+@]\(/;

/** The part of a pattern that is a plain folder, `.` for none, and the glob behind it. */
export function splitGlob(pattern: string): GlobStart {
  const parts = (process.platform === 'win32' ? pattern.replaceAll('\\', '/') : pattern).split('/');
  const first = parts.findIndex((part) => MAGIC.test(part));
  if (first < 0) return { folder: pattern };
  const folder = parts.slice(0, first).join('/');
  const start = folder === '' ? (first === 0 ? '.' : '/') : folder;
  return { folder: start === './' ? '.' : start, rest: parts.slice(first).join('/') };
}
