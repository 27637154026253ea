import type { CostHistory, CostKey, HistoryLine } from '../../plugin-api/cost-tracker.js';
import type { Calendar, Span } from './calendar.js';
import { Tally } from './tally.js';
import { isTime, type UsageSums } from './usage-sums.js';

const NONE = 'none';

/** Folds what the database summed up into the lines of a report. */
export async function costHistory(
  pages: AsyncIterable<readonly UsageSums[]>,
  { since, until }: Span,
  by: readonly CostKey[],
  calendar: Calendar,
): Promise<CostHistory> {
  const nameOf = naming(calendar);
  const total = new Tally();
  const lines = new Map<string, { names: string[]; tally: Tally }>();
  for await (const page of pages) {
    for (const sums of page) {
      const names = by.map((key) => nameOf(sums, key));
      const id = JSON.stringify(names);
      const line = lines.get(id) ?? { names, tally: new Tally() };
      lines.set(id, line);
      line.tally.add(sums);
      total.add(sums);
    }
  }
  return {
    since: calendar.iso(since),
    until: calendar.iso(until),
    timeZone: calendar.timeZone,
    total: total.sum,
    lines:
      by.length === 0 ? [] : [...lines.values()].map((line) => lineOf(line, by)).sort(byTimeThenCost(by)),
  };
}

const lineOf = (
  { names, tally }: { names: string[]; tally: Tally },
  by: readonly CostKey[],
): HistoryLine => ({
  ...Object.fromEntries(by.map((key, index) => [key, names[index]!])),
  ...tally.sum,
});

/** What the columns of a line are called; a time is looked up in the calendar once. */
function naming(calendar: Calendar): (sums: UsageSums, key: CostKey) => string {
  const slots = new Map<string, string>();
  return ({ at, names }, key) => {
    if (!isTime(key)) return names[key] ?? NONE;
    const id = `${key}${at}`;
    const slot = slots.get(id) ?? calendar.slotOf(at, key);
    slots.set(id, slot);
    return slot;
  };
}

function byTimeThenCost(by: readonly CostKey[]) {
  const times = by.filter(isTime);
  const names = by.filter((key) => !isTime(key));
  const compare = (a: HistoryLine, b: HistoryLine, keys: CostKey[]) =>
    keys.reduce((order, key) => order || (a[key]! < b[key]! ? -1 : Number(a[key]! > b[key]!)), 0);
  return (a: HistoryLine, b: HistoryLine) =>
    compare(a, b, times) || b.costUsd - a.costUsd || compare(a, b, names);
}
