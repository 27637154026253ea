import type { Alert, LedgerWindow } from '../../storage/ledger.js';
import { usdOf } from '../costs/usd.js';
import type { CalendarSpan } from './calendar-span.js';
import type { ConfiguredLimit } from './configured-limits.js';

/** What an alert says, before anybody knows what will have been spent by then. */
export interface AlertPayload {
  /** Its place in the config of the server that raised it, such as `budget.perDay`. */
  limit: string;
  scope: string;
  match: string;
  window: string;
  timeZone: string;
  mode: 'hard' | 'soft';
  limitUsd: number;
  percent: number;
  windowStart: string | null;
  windowEnd: string | null;
}

const isoOf = (time: number | null): string | null => (time ? new Date(time).toISOString() : null);

/** The sums at which a limit alerts. A limit on one call has none: every call would be a window that alerts. */
export function alertsOf(
  { place, limit, most, isHard }: ConfiguredLimit,
  { start, end }: CalendarSpan,
  alertAt: readonly number[],
): LedgerWindow['alerts'][number][] {
  if (limit.window === 'call' || most === 0n) return [];
  const { scope, match, window, timeZone } = limit;
  return [...new Set(alertAt)].map((percent) => {
    const payload: AlertPayload = {
      limit: place,
      scope,
      match,
      window,
      timeZone,
      mode: isHard ? 'hard' : 'soft',
      limitUsd: usdOf(most),
      percent,
      windowStart: isoOf(start),
      windowEnd: isoOf(end),
    };
    return { at: (most * thousandths(percent)) / 100_000n, payload: JSON.stringify(payload) };
  });
}

const thousandths = (percent: number): bigint => BigInt(Math.round(percent * 1000));

/** What an alert says. */
export interface AlertNews extends AlertPayload {
  spentUsd: number;
}

export const newsOf = ({ payload, spent }: Pick<Alert, 'payload' | 'spent'>): AlertNews => ({
  ...(JSON.parse(payload) as AlertPayload),
  spentUsd: usdOf(spent),
});
