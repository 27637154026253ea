import type { LoadedConfig } from '../../config/load-config.js';
import { closest } from '../../contracts/closest.js';
import type { Gathered } from '../../host/gather-plugins.js';
import { fitsPattern } from '../../services/name-pattern.js';
import type { Finding } from './finding.js';

/** Budget limits on tools and plugins that nobody has: what a mistyped one should limit goes unlimited. */
export function checkLimits({ config }: LoadedConfig, { placements, faults }: Gathered): Finding[] {
  // A name that is nobody's may be of a plugin that can't be served.
  if (faults.length > 0) return [];
  const names = {
    plugin: placements.map(({ plugin }) => plugin.name),
    tool: placements.flatMap(({ plugin }) => plugin.tools.map(({ name }) => name)),
  };
  return config.budget.limits.flatMap(({ scope, match }, index) => {
    if (scope !== 'tool' && scope !== 'plugin') return [];
    if (names[scope].some((name) => fitsPattern(name, match))) return [];
    const near = closest(match, names[scope]);
    const meant = near === undefined ? '' : ` Did you mean ${near}?`;
    const message = `budget.limits[${index}] limits nothing: no ${scope} named ${match} is served.${meant}`;
    return [{ state: 'warning', area: 'config', message }];
  });
}
