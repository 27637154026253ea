import { distance, closest as nearest } from 'fastest-levenshtein';

/** The name that somebody most likely meant; undefined where none is near. */
export function closest(name: string, names: readonly string[]): string | undefined {
  if (names.length === 0 || name.length > 100) return undefined;
  const candidate = nearest(name, names);
  return distance(name, candidate) <= Math.max(2, name.length / 3) ? candidate : undefined;
}
