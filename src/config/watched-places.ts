import { existsSync, readlinkSync } from 'node:fs';
import { join, parse, resolve, sep } from 'node:path';

/** More are a circle. */
const MOST_LINKS = 40;

/**
 * Where something must change for a file to read otherwise: its own folder, and the folder of each link on the way to it.
 * What does not exist yet comes to be in the nearest folder that does.
 *
 * @returns names by folder.
 */
export function watchedPlaces(file: string): Map<string, Set<string>> {
  const places = new Map<string, Set<string>>();
  const watch = (folder: string, name: string) =>
    places.set(folder, (places.get(folder) ?? new Set()).add(name));
  const { root } = parse(resolve(file));
  let at = root;
  let rest = partsOf(resolve(file));
  for (let links = 0; rest.length > 0; ) {
    const [name = '', ...after] = rest;
    const path = join(at, name);
    const target = links < MOST_LINKS ? linkAt(path) : undefined;
    if (target !== undefined || after.length === 0 || !existsSync(path)) watch(at, name);
    if (target === undefined && !existsSync(path)) break;
    if (target === undefined) {
      at = path;
      rest = after;
      continue;
    }
    links += 1;
    const whole = resolve(at, target);
    at = parse(whole).root;
    rest = [...partsOf(whole), ...after];
  }
  return places;
}

const partsOf = (path: string) => path.slice(parse(path).root.length).split(sep).filter(Boolean);

function linkAt(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch {
    return undefined;
  }
}
