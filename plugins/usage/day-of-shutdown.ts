import type { LiveList } from './known-models.js';

const DAY_MS = 86_400_000;
const SNAPSHOT = /-\d{4}-\d{2}-\d{2}$/;

/** When a model ends. */
export interface DayOfShutdown {
  /** `YYYY-MM-DD`. */
  shutdown?: string;
  /** Left out where it is over. */
  days_left?: number;
  /** Who says so: the provider's own list wins. */
  shutdown_from?: 'provider' | 'catalogue';
}

/** @param names the model's own and, of a fine-tuned one, its base's, with which it ends. */
export function dayOfShutdown(
  names: readonly string[],
  catalogued: string | undefined,
  live: LiveList | undefined,
  today: string,
): DayOfShutdown {
  const [, base] = names;
  const asked = [...names, ...(base === undefined ? [] : [base.replace(SNAPSHOT, '')])];
  const told = asked.map((name) => live?.get(name)).find((day) => day !== undefined);
  const shutdown = told ?? catalogued;
  if (shutdown === undefined) return {};
  const left = Math.round((Date.parse(shutdown) - Date.parse(today)) / DAY_MS);
  return {
    shutdown,
    ...(left > 0 && { days_left: left }),
    shutdown_from: told === undefined ? 'catalogue' : 'provider',
  };
}
