import { DateTime } from 'luxon';
import type { LedgerLimit } from '../../storage/ledger.js';

/** The time that a window covers, ms since 1970; `end` is null where it never ends. */
export interface CalendarSpan {
  start: number;
  end: number | null;
}

type Unit = 'hour' | 'day' | 'month';

/** Hours, days and months by the calendar of a time zone, the last of each kept until it is over. */
export class CalendarSpans {
  private readonly current = new Map<string, CalendarSpan>();

  at(now: number, { window, timeZone }: Pick<LedgerLimit, 'window' | 'timeZone'>): CalendarSpan {
    if (window === 'call' || window === 'total') return { start: 0, end: null };
    const name = `${window}|${timeZone}`;
    const known = this.current.get(name);
    if (known !== undefined && known.start <= now && now < (known.end ?? 0)) return known;
    const span = spanAt(now, window, timeZone);
    this.current.set(name, span);
    return span;
  }
}

function spanAt(now: number, unit: Unit, zone: string): CalendarSpan {
  const start = startOf(DateTime.fromMillis(now, { zone }), unit);
  let next = start.plus({ [unit]: 1 });
  // Where clocks go back by half an hour, an hour later it is still the same one.
  while (startOf(next, unit).equals(start)) next = next.plus({ minutes: 30 });
  return { start: start.toMillis(), end: startOf(next, unit).toMillis() };
}

/** The first moment of a day or month, where midnight comes twice, too; of hours with one name, each is its own. */
function startOf(moment: DateTime, unit: Unit): DateTime {
  const start = moment.startOf(unit);
  const before = start.minus({ milliseconds: 1 });
  return unit !== 'hour' && before[unit] === start[unit] ? startOf(before, unit) : start;
}
