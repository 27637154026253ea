import type { LedgerLimit } from '../../storage/ledger.js';
import type { ConfiguredLimit } from './configured-limits.js';
import { maySeeSums } from './may-see-sums.js';
import { dollars } from './nano-usd.js';

const WINDOWS = { call: 'a call', hour: 'an hour', day: 'a day', month: 'a month', total: 'in all' } as const;

/** What a limit is on: `everything`, `the client cursor`, `models like gpt-6*`. */
export function scopeWords({ scope, match }: Pick<LedgerLimit, 'scope' | 'match'>): string {
  if (scope === 'all') return 'everything';
  return /[*?]/.test(match) ? `${scope}s like ${match}` : `the ${scope} ${match}`;
}

/** `the limit of $5.00 a day on everything (budget.perDay)`; without the sum for whoever may not see it. */
export const limitWords = (limit: ConfiguredLimit): string =>
  maySeeSums(limit) ? `the limit of ${dollars(limit.most)} ${onWords(limit)}` : `the limit ${onWords(limit)}`;

const onWords = ({ place, limit }: ConfiguredLimit): string =>
  `${WINDOWS[limit.window]} on ${scopeWords(limit)} (${place})`;

/** A moment by the calendar of a limit: `2026-11-23 00:00 (Europe/Berlin)`. */
export function momentWords(ms: number, { timeZone }: Pick<LedgerLimit, 'timeZone'>): string {
  // Swedes write dates as ISO does.
  const moment = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  return `${moment.format(ms)} (${timeZone})`;
}

/** A time to come, in words: `in 4 hours, 12 minutes`. */
export function inWords(ms: number): string {
  const minutes = Math.ceil(ms / 60_000);
  const units = {
    days: Math.floor(minutes / 1440),
    hours: Math.floor((minutes % 1440) / 60),
    minutes: minutes % 60,
  };
  const said = Object.entries(units).filter(([, count]) => count > 0);
  const words = said.slice(0, 2).map(([unit, count]) => `${count} ${count === 1 ? unit.slice(0, -1) : unit}`);
  return words.length === 0 ? 'now' : `in ${words.join(', ')}`;
}
