import { DateTime } from 'luxon';
import type { CostKey, CostPeriod } from '../../plugin-api/cost-tracker.js';
import { ToolError } from '../../plugin-api/tool-error.js';

/** From the first moment until the first that is no longer in it, ms since 1970. */
export interface Span {
  since: number;
  until: number;
}

/** Days and months of one time zone. */
export class Calendar {
  constructor(
    readonly timeZone: string,
    private readonly clock: () => number = Date.now,
  ) {}

  get now(): DateTime {
    return this.at(this.clock());
  }

  at(ms: number): DateTime {
    return DateTime.fromMillis(ms, { zone: this.timeZone, locale: 'en-US' });
  }

  iso(ms: number): string {
    return this.at(ms).toISO({ suppressMilliseconds: true })!;
  }

  /** What a time is called in a report: `2026-11-22`, `2026-11-22 14:00`. */
  slotOf(ms: number, key: CostKey): string {
    const time = this.at(ms);
    return key === 'hour' ? `${time.toISODate()} ${time.toFormat('HH')}:00` : time.toISODate()!;
  }

  /** @throws ToolError `PERIOD_INVALID`. */
  spanOf({ period, since, until }: CostPeriod = {}): Span {
    if (period !== undefined && (since !== undefined || until !== undefined))
      throw invalid('`period` goes without `since` and `until`.');
    const { now } = this;
    const end = until === undefined ? now.toMillis() + 1 : this.endOf(until);
    const start = since === undefined ? this.startOf(period ?? 'month', end) : this.moment(since).toMillis();
    if (start >= end) throw invalid(`${since ?? 'The beginning'} is not before ${until ?? 'now'}.`);
    return { since: start, until: end };
  }

  private startOf(period: NonNullable<CostPeriod['period']>, end: number): number {
    const day = this.at(end - 1).startOf('day');
    switch (period) {
      case 'today':
        return day.toMillis();
      case '7d':
        return day.minus({ days: 6 }).toMillis();
      case '30d':
        return day.minus({ days: 29 }).toMillis();
      case 'month':
        return day.startOf('month').toMillis();
    }
  }

  private endOf(text: string): number {
    const moment = this.moment(text);
    return (isDate(text) ? moment.plus({ days: 1 }) : moment).toMillis();
  }

  private moment(text: string): DateTime {
    const moment = DateTime.fromISO(text, { zone: this.timeZone });
    if (!moment.isValid) throw invalid(`"${text.slice(0, 40)}" is no date.`);
    return moment;
  }
}

const isDate = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text);

const invalid = (message: string) =>
  new ToolError(
    'PERIOD_INVALID',
    message,
    'Write dates such as 2026-11-01, or times such as 2026-11-01T09:00.',
  );
