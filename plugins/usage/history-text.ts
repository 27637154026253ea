import type { BudgetState, CostForecast, CostHistory, CostKey } from 'openai-mcp-host/plugin';
import { costTable } from './cost-table.js';

export interface Spending {
  history: CostHistory;
  budgets: BudgetState[];
  forecast: CostForecast | undefined;
}

/** What was spent over a time as a table, the total last; then what is left and what is to come. */
export function historyText({ history, budgets, forecast }: Spending, by: readonly CostKey[]): string {
  const { since, until, timeZone, total, lines } = history;
  const [first = 'model', ...rest] = by;
  const sum = { ...total, ...Object.fromEntries(rest.map((key) => [key, ''])), [first]: 'Total' };
  const held =
    total.heldUsd > 0
      ? [`Of it $${usd(total.heldUsd)} at the worst case: how those requests ended is not known.`]
      : [];
  return [
    `${since} to ${until} (${timeZone}), all servers on this database`,
    [costTable([first, ...rest], [...lines, sum]), ...held].join('\n'),
    ...(budgets.length > 0 ? [budgets.map(budgetLine).join('\n')] : []),
    ...(forecast === undefined ? [] : [forecastLine(forecast)]),
  ].join('\n\n');
}

function budgetLine({
  on,
  window,
  mode,
  limitUsd,
  spentUsd,
  reservedUsd,
  leftUsd,
  resetsAt,
}: BudgetState): string {
  const held = reservedUsd > 0 ? ` and $${usd(reservedUsd)} held` : '';
  const reset = resetsAt === null ? '' : `, resets ${resetsAt}`;
  return `Budget ${on} per ${window} (${mode}): $${usd(spentUsd)} spent${held} of $${usd(limitUsd)}, $${usd(leftUsd)} left${reset}`;
}

const forecastLine = ({ expectedUsd, lowUsd, highUsd, method }: CostForecast): string =>
  `Forecast for the month: $${usd(expectedUsd)} (${usd(lowUsd)} to ${usd(highUsd)}). ${method}`;

const usd = (amount: number): string => amount.toFixed(amount >= 1 ? 2 : 6);
