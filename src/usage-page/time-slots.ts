import type { CostHistory } from '../plugin-api/cost-tracker.js';

export type TimeKey = 'day' | 'hour';

const STEP_MS = { day: 86_400_000, hour: 3_600_000 };
/** More columns would be too thin to be seen. */
const MOST_SLOTS = 200;

/** Every day or hour of a history, also those without a line: `2026-11-22`, `2026-11-22 14:00`. Of too long a time, those with one. */
export function slotsOf(
  { since, until }: CostHistory,
  key: TimeKey,
  rows: readonly { name: string }[],
): string[] {
  const step = STEP_MS[key];
  const first = Math.floor(clockOf(since) / step) * step;
  const slots: string[] = [];
  for (let at = first; at < clockOf(until); at += step) {
    if (slots.length === MOST_SLOTS) return rows.slice(-MOST_SLOTS).map(({ name }) => name);
    slots.push(nameOf(at, key));
  }
  return slots;
}

/** The time on the wall, whatever its zone, as ms. */
const clockOf = (iso: string): number => Date.parse(`${iso.slice(0, 19)}Z`);

function nameOf(clock: number, key: TimeKey): string {
  const iso = new Date(clock).toISOString();
  return key === 'day' ? iso.slice(0, 10) : `${iso.slice(0, 10)} ${iso.slice(11, 13)}:00`;
}
