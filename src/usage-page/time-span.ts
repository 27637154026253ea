import type { CostHistory } from '../plugin-api/cost-tracker.js';

/** From when to when, by the clock of the figures. */
export function spanOf({
  since,
  until,
  timeZone,
}: Pick<CostHistory, 'since' | 'until' | 'timeZone'>): string {
  const format = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', ...zoneOf(timeZone) });
  // The end is the first moment that does not count.
  return `${format.formatRange(Date.parse(since), Date.parse(until) - 1)}, ${timeZone}`;
}

/** The clock of whoever looks, where the browser knows no such zone. */
function zoneOf(timeZone: string): { timeZone?: string } {
  try {
    new Intl.DateTimeFormat('en-GB', { timeZone });
    return { timeZone };
  } catch {
    return {};
  }
}
