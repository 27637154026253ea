import { TASKS, type Task } from '../../contracts/route.js';
import type { StepServices } from '../openai/request-step.js';

type TierServices = Pick<StepServices, 'models' | 'provider' | 'retired' | 'routing'>;

/** Models of which one is to be chosen. */
export interface Tier {
  models: readonly string[];
  /** Whether somebody has named them; else all that the catalogue has. */
  isNamed: boolean;
}

/** Where a model for a task is looked for: its own tier, the harder ones, the easier ones, the stand-ins. */
export function tiersFor(task: Task, services: TierServices): Tier[] {
  const at = TASKS.indexOf(task);
  const order = [...TASKS.slice(at), ...TASKS.slice(0, at).toReversed()];
  const tiers = order.map((each) => ({ models: tierModels(each, services), isNamed: true }));
  return [...tiers, standIns(services)].filter(({ models }) => models.length > 0);
}

/** The models of one task, each with what has replaced it in its place. */
export function tierModels(task: Task, services: TierServices): string[] {
  const { routing, models } = services;
  const own = routing.tiers[task];
  const named = own === undefined ? undefined : [own].flat();
  const usual = hasOurNames(services) ? (models.data.auto?.[task] ?? []) : [];
  const living = (named ?? usual).map((id) => inService(id, services));
  return [...new Set(living.filter((id) => id !== undefined))];
}

function standIns(services: TierServices): Tier {
  const { routing, models } = services;
  const named = routing.candidates;
  if (named !== undefined) {
    const living = named.map((id) => inService(id, services)).filter((id) => id !== undefined);
    return { models: living, isNamed: true };
  }
  if (!hasOurNames(services)) return { models: [], isNamed: false };
  const all = models
    .list()
    .filter(({ kind, status, price }) => kind === 'text' && status === 'current' && price !== null);
  return { models: all.map(({ id }) => id), isNamed: false };
}

/** Elsewhere a name of the catalogue may be another product, unless the operator lets the catalogue decide on names. */
const hasOurNames = ({ provider, retired }: TierServices): boolean =>
  provider.kind === 'openai' || retired !== 'pass-through';

/** The model itself or, where its end has come or is announced, the one that replaces it. */
function inService(id: string, { models, retired }: TierServices): string | undefined {
  const entry = models.entry(id);
  if (entry === undefined || retired === 'pass-through' || models.statusOf(entry) === 'current') return id;
  const next = models.replacementOf(entry);
  const successor = next === undefined ? undefined : models.entry(next);
  return successor !== undefined && models.statusOf(successor) === 'current' ? next : undefined;
}
