import type { LedgerLimit, LedgerSubject, LedgerWindow } from '../../storage/ledger.js';
import { fitsPattern } from '../name-pattern.js';
import { alertsOf } from './alert-payload.js';
import type { CalendarSpans } from './calendar-span.js';
import type { ConfiguredLimit } from './configured-limits.js';

/** A window that a request falls into, and what this server's config says of it. */
export interface RequestWindow extends LedgerWindow {
  /** The config's limits on it; none where only other servers have one. */
  configured: readonly ConfiguredLimit[];
}

export interface WindowRules {
  configured: readonly ConfiguredLimit[];
  alertAt: readonly number[];
  spans: CalendarSpans;
}

/**
 * The windows of all limits that a request falls under, those that may refuse it first.
 *
 * @param known every limit that is known, of other servers too.
 * @param alone what stands for the call where a request belongs to none: it is one by itself.
 */
export function windowsOf(
  known: readonly LedgerLimit[],
  subject: LedgerSubject,
  now: number,
  alone: string,
  rules: WindowRules,
): RequestWindow[] {
  return known
    .filter((limit) => appliesTo(limit, subject))
    .map((limit) => windowOf(limit, subject.call ?? alone, now, rules))
    .sort((one, other) => Number(other.most !== null) - Number(one.most !== null));
}

function windowOf(limit: LedgerLimit, call: string, now: number, rules: WindowRules): RequestWindow {
  const configured = rules.configured.filter((each) => each.limit.id === limit.id);
  const hard = configured.filter(({ isHard }) => isHard).map(({ most }) => most);
  const { start, end } = rules.spans.at(now, limit);
  return {
    limit,
    key: limit.window === 'call' ? call : String(start),
    start,
    end,
    most: hard.length === 0 ? null : hard.reduce((least, most) => (most < least ? most : least)),
    alerts: configured.flatMap((each) => alertsOf(each, { start, end }, rules.alertAt)),
    configured,
  };
}

/** Whether a limit is on what somebody spends. */
export const appliesTo = ({ scope, match }: LedgerLimit, subject: LedgerSubject): boolean =>
  scope === 'all' || fitsPattern(subject[scope], match);
