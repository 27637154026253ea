import type { LedgerLimit } from '../../storage/ledger.js';
import type { AlertNews } from './alert-payload.js';
import { scopeWords } from './limit-words.js';

const WINDOWS: Record<string, string> = {
  hour: 'this hour',
  day: 'today',
  month: 'this month',
  total: 'in all',
};

/** `80 % of the budget of $5 today on everything (budget.perDay) is spent: $4.02.` */
export function alertWords({ percent, limitUsd, window, scope, match, limit, spentUsd }: AlertNews): string {
  const on = scopeWords({ scope: scope as LedgerLimit['scope'], match });
  return `${percent} % of the budget of $${limitUsd} ${WINDOWS[window]} on ${on} (${limit}) is spent: $${spentUsd}.`;
}
