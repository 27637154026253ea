import { distance, closest as nearest } from 'fastest-levenshtein';

/** The name that somebody most likely meant; undefined where none is near. */
export function closest(name: string, names: readonly string[]): string | undefined {
  if (names.length === 0 || name.length > 100) return undefined;
  const candidate = nearest(name, [...names]);
  const edits = distance(name.toLowerCase(), candidate.toLowerCase());
  const most = Math.min(Math.max(2, name.length / 3), name.length - 1, candidate.length - 1);
  return edits <= most ? candidate : undefined;
}
