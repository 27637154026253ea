import type { CostHistory, CostKey, HistoryLine, HistorySum } from '../../plugin-api/cost-tracker.js';
import { usdOf } from '../costs/usd.js';
import type { Calendar, Span } from './calendar.js';
import { isTime, type UsageSums } from './usage-sums.js';

const NONE = 'none';

type Names = { [key in CostKey]?: string };

/** Folds what the database summed up into the lines of a report. */
export function costHistory(
  sums: readonly UsageSums[],
  { since, until }: Span,
  by: readonly CostKey[],
  calendar: Calendar,
): CostHistory {
  const groups = Map.groupBy(sums, (each) => JSON.stringify(by.map((key) => nameOf(each, key, calendar))));
  const lines = [...groups.values()].map((group): HistoryLine => {
    const names: Names = Object.fromEntries(by.map((key) => [key, nameOf(group[0]!, key, calendar)]));
    return { ...names, ...totalOf(group) };
  });
  return {
    since: calendar.iso(since),
    until: calendar.iso(until),
    timeZone: calendar.timeZone,
    total: totalOf(sums),
    lines: by.length === 0 ? [] : lines.sort(byTimeThenCost(by)),
  };
}

const nameOf = ({ at, names }: UsageSums, key: CostKey, calendar: Calendar): string =>
  isTime(key) ? calendar.slotOf(at, key) : (names[key] ?? NONE);

function byTimeThenCost(by: readonly CostKey[]) {
  const times = by.filter(isTime);
  const names = by.filter((key) => !isTime(key));
  const compare = (a: HistoryLine, b: HistoryLine, keys: CostKey[]) =>
    keys.reduce((order, key) => order || (a[key]! < b[key]! ? -1 : Number(a[key]! > b[key]!)), 0);
  return (a: HistoryLine, b: HistoryLine) =>
    compare(a, b, times) || b.costUsd - a.costUsd || compare(a, b, names);
}

function totalOf(sums: readonly UsageSums[]): HistorySum {
  const count = (key: Exclude<keyof UsageSums, 'names' | 'cost' | 'held'>) =>
    sums.reduce((sum, each) => sum + each[key], 0);
  const usd = (key: 'cost' | 'held') => usdOf(sums.reduce((sum, each) => sum + each[key], 0n));
  return {
    requests: count('requests'),
    inputTokens: count('inputTokens'),
    cachedInputTokens: count('cachedInputTokens'),
    outputTokens: count('outputTokens'),
    costUsd: usd('cost'),
    unpricedRequests: count('unpricedRequests'),
    cachedRequests: count('cachedRequests'),
    heldUsd: usd('held'),
  };
}
