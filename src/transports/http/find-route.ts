import type { HttpRoute } from '../../contracts/http-route.js';

/** The route of a path: an exact one before those that end in `/*`, of which the longest. */
export function findRoute(routes: readonly HttpRoute[], path: string): HttpRoute | undefined {
  const exact = routes.find((route) => route.path === path);
  if (exact !== undefined) return exact;
  return routes
    .filter((route) => route.path.endsWith('/*') && path.startsWith(route.path.slice(0, -1)))
    .sort((one, other) => other.path.length - one.path.length)[0];
}
