import type { BudgetSection } from '../../config/sections/budget-section.js';
import type { LedgerLimit } from '../../storage/ledger.js';
import { nanoUsdOf } from './nano-usd.js';

/** A limit that this server's config sets. */
export interface ConfiguredLimit {
  /** Its place in the config, such as `budget.perDay`. */
  place: string;
  limit: LedgerLimit;
  /** Nano-USD. */
  most: bigint;
  isHard: boolean;
}

const SHORT_NAMES = [
  ['perCall', 'call'],
  ['perHour', 'hour'],
  ['perDay', 'day'],
  ['perMonth', 'month'],
  ['total', 'total'],
] as const;

/** The limits of a config; its short names are hard limits over everything. */
export function configuredLimits(section: BudgetSection): ConfiguredLimit[] {
  const timeZone = canonicalZone(section.timeZone);
  const limitOn = (
    scope: LedgerLimit['scope'],
    match: string,
    window: LedgerLimit['window'],
  ): LedgerLimit => ({
    id: `${scope}:${match}|${window}|${timeZone}`,
    scope,
    match,
    window,
    timeZone,
  });
  const short = SHORT_NAMES.flatMap(([name, window]) => {
    const usd = section[name];
    if (usd === undefined) return [];
    return [
      { place: `budget.${name}`, limit: limitOn('all', '*', window), most: nanoUsdOf(usd), isHard: true },
    ];
  });
  const single = section.limits.map(({ scope, match, window, usd, mode, place }, index) => ({
    place: place ?? `budget.limits[${index}]`,
    limit: limitOn(scope, match, window),
    most: nanoUsdOf(usd),
    isHard: mode !== 'soft',
  }));
  return [...short, ...single];
}

/** One name for each zone, however it is written: it is part of what limits are known by. */
const canonicalZone = (timeZone: string): string =>
  timeZone === 'UTC' ? timeZone : new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone;
