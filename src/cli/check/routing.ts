import type { LoadedConfig } from '../../config/load-config.js';
import { closest } from '../../contracts/closest.js';
import type { Gathered } from '../../host/gather-plugins.js';
import type { Models } from '../../plugin-api/models.js';
import { fitsPattern } from '../../services/name-pattern.js';
import type { Finding } from './finding.js';

const warning = (area: Finding['area'], message: string): Finding => ({ state: 'warning', area, message });

/** Models of `routing` that nobody knows or that are on their way out, and tools that nobody has. */
export function checkRouting({ config }: LoadedConfig, gathered: Gathered, models: Models): Finding[] {
  const { tiers, candidates = [], tools, floors } = config.routing;
  const named = [
    ...Object.entries(tiers).flatMap(([task, ids = []]) =>
      [ids].flat().map((id: string) => [`routing.tiers.${task}`, id] as const),
    ),
    ...candidates.map((id) => ['routing.candidates', id] as const),
  ];
  return [
    ...named.flatMap(([where, id]) => judge(where, id, models, config.openai.baseURL === undefined)),
    ...unmatched('routing.tools', tools, gathered),
    ...unmatched('routing.floors', floors, gathered),
  ];
}

function judge(where: string, id: string, models: Models, isHome: boolean): Finding[] {
  const known = models.find(id);
  if (known === undefined) {
    const ids = models.list().map((model) => model.id);
    const near = isHome ? closest(id, ids) : undefined;
    const meant = near === undefined ? '' : ` Did you mean ${near}?`;
    const message = `${where}: the catalogue does not know ${id}, so what it can do and costs is not looked at when auto chooses.${meant}`;
    return [warning('models', message)];
  }
  if (known.kind !== 'text')
    return [warning('models', `${where}: ${id} writes no text; auto passes over it.`)];
  if (known.status === 'current' || !isHome) return [];
  const instead =
    known.replacement === undefined ? 'auto passes over it' : `auto takes ${known.replacement} instead`;
  const verb = known.status === 'retired' ? 'was' : 'is';
  return [warning('models', `${where}: ${id} ${verb} shut down on ${known.shutdown}; ${instead}.`)];
}

function unmatched(
  where: string,
  tasks: Readonly<Record<string, string>>,
  { placements, faults }: Gathered,
): Finding[] {
  // A name that is nobody's may be of a plugin that can't be served.
  if (faults.length > 0) return [];
  const names = placements.flatMap(({ plugin }) => plugin.tools.map(({ name }) => name));
  return Object.keys(tasks)
    .filter((pattern) => !names.some((name) => fitsPattern(name, pattern)))
    .map((pattern) => {
      const near = closest(pattern, names);
      const meant = near === undefined ? '' : ` Did you mean ${near}?`;
      return warning('config', `${where}: no tool named ${pattern} is served.${meant}`);
    });
}
