import type { CostKey, CostPeriod } from '../../plugin-api/cost-tracker.js';
import type { ConfigFlags } from '../read-config.js';
import { UsageError } from '../usage-error.js';

export interface UsageFlags extends ConfigFlags {
  json?: boolean;
  csv?: boolean;
  by?: string;
  since?: string;
  until?: string;
  days?: string;
  chart?: string;
  reconcile?: boolean;
  /** Ids with commas. */
  projects?: string;
}

const KEYS: readonly string[] = ['day', 'hour', 'model', 'tool', 'plugin', 'client'] satisfies CostKey[];
const MOST_DAYS = 3660;

/** What the report is broken down by; undefined where nobody said. */
export function keysOf({ by }: UsageFlags): CostKey[] | undefined {
  if (by === undefined) return undefined;
  const keys = by.split(',').map((key) => key.trim());
  const unknown = keys.find((key) => !KEYS.includes(key));
  if (unknown !== undefined)
    throw new UsageError(`--by ${unknown}: there is no such column.`, `There are ${KEYS.join(', ')}.`);
  return [...new Set(keys)] as CostKey[];
}

/** @param today `YYYY-MM-DD`. */
export function periodOf({ days, since, until }: UsageFlags, today: string): CostPeriod {
  if (days === undefined)
    return { ...(since === undefined ? {} : { since }), ...(until === undefined ? {} : { until }) };
  if (since !== undefined)
    throw new UsageError('--days and --since both say where to begin.', 'Leave one out.');
  const count = Number(days);
  if (!Number.isInteger(count) || count < 1 || count > MOST_DAYS)
    throw new UsageError(`--days ${days} is no number of days.`, `Write one from 1 to ${MOST_DAYS}.`);
  const last = Date.parse(`${(until ?? today).slice(0, 10)}T00:00:00Z`);
  if (Number.isNaN(last))
    throw new UsageError(`--until ${until} is no date.`, 'Write one such as 2026-11-01.');
  const first = new Date(last - (count - 1) * 86_400_000).toISOString().slice(0, 10);
  return { since: first, ...(until === undefined ? {} : { until }) };
}

/** The kind of picture that is asked for. */
export function chartKind({ chart }: UsageFlags): 'svg' | 'png' | undefined {
  if (chart === undefined) return undefined;
  const kind = /\.(svg|png)$/i.exec(chart)?.[1]?.toLowerCase();
  if (kind === undefined)
    throw new UsageError(
      `--chart ${chart}: the file is neither .svg nor .png.`,
      'Name one such as spending.png.',
    );
  return kind as 'svg' | 'png';
}
