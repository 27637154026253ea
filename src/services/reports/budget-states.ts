import type { BudgetSection } from '../../config/sections/budget-section.js';
import type { BudgetState } from '../../plugin-api/cost-tracker.js';
import type { Ledger, LedgerLimit, LedgerWindow } from '../../storage/ledger.js';
import { CalendarSpans } from '../budgets/calendar-span.js';
import { type ConfiguredLimit, configuredLimits } from '../budgets/configured-limits.js';
import { usdOf } from '../costs/usd.js';
import type { Calendar } from './calendar.js';

/** How each limit of the config stands, those on single calls left out; of one client, those on it alone. */
export async function budgetStates(
  budget: BudgetSection,
  ledger: Ledger,
  calendar: Calendar,
  client?: string,
): Promise<BudgetState[]> {
  // What others have spent of a limit for several is not for one of them to see.
  const isShown = ({ scope, match }: LedgerLimit) =>
    client === undefined || (scope === 'client' && match === client);
  const limits = configuredLimits(budget).filter(({ limit }) => limit.window !== 'call' && isShown(limit));
  if (limits.length === 0) return [];
  await ledger.register(limits.map(({ limit }) => limit));
  const spans = new CalendarSpans();
  return Promise.all(limits.map((each) => stateOf(each, spans, ledger, calendar)));
}

async function stateOf(
  { limit, most, isHard }: ConfiguredLimit,
  spans: CalendarSpans,
  ledger: Ledger,
  calendar: Calendar,
): Promise<BudgetState> {
  const { start, end } = spans.at(calendar.now.toMillis(), limit);
  const window: LedgerWindow = { limit, key: String(start), start, end, most: null, alerts: [] };
  const { spent, reserved } = await ledger.state(window);
  const left = most - spent - reserved;
  return {
    on: limit.scope === 'all' ? 'all' : `${limit.scope} ${limit.match}`,
    window: limit.window as BudgetState['window'],
    mode: isHard ? 'hard' : 'soft',
    limitUsd: usdOf(most),
    spentUsd: usdOf(spent),
    reservedUsd: usdOf(reserved),
    leftUsd: left > 0n ? usdOf(left) : 0,
    resetsAt: end === null ? null : calendar.iso(end),
  };
}
