import type {
  BudgetState,
  CostForecast,
  CostHistory,
  CostKey,
  CostSum,
} from '../../plugin-api/cost-tracker.js';
import { paint } from '../paint.js';
import { table } from '../table.js';

/** A history as a table for people, the total last. */
export function historyTable({ lines, total }: CostHistory, by: readonly CostKey[]): string {
  const head = [
    ...by.map((key) => key.toUpperCase()),
    'REQUESTS',
    'INPUT',
    'CACHED',
    'OUTPUT',
    'USD',
    'SHARE',
  ];
  const digits = total.costUsd < 1 ? 6 : 4;
  const rows = lines.map((line) => [
    ...by.map((key) => line[key] ?? ''),
    ...figures(line, digits),
    total.costUsd > 0 ? `${((100 * line.costUsd) / total.costUsd).toFixed(1)} %` : '',
  ]);
  const sum = [...by.map((_, index) => (index === 0 ? 'Total' : '')), ...figures(total, digits), ''];
  const right = head.map((_, column) => column).slice(by.length);
  const [heading, ...rest] = table([head, ...rows, sum], right, [...by.keys()]);
  return [paint('bold', heading!), ...rest.slice(0, -1), paint('bold', rest.at(-1)!)].join('\n');
}

const figures = (
  { requests, inputTokens, cachedInputTokens, outputTokens, costUsd }: CostSum,
  digits: number,
): string[] => [
  ...[requests, inputTokens, cachedInputTokens, outputTokens].map((count) => count.toLocaleString('en-US')),
  costUsd.toFixed(digits),
];

/** What the table can't say by its figures. */
export function remarksOn({ total, timeZone }: CostHistory): string[] {
  const { unpricedRequests, heldUsd, cachedRequests } = total;
  return [
    ...(unpricedRequests > 0
      ? [`${requests(unpricedRequests)} without a known price, missing from USD.`]
      : []),
    ...(heldUsd > 0
      ? [`$${heldUsd.toFixed(4)} of it is booked at the worst case: how those requests ended is not known.`]
      : []),
    ...(cachedRequests > 0 ? [`${requests(cachedRequests)} answered from the cache, at no cost.`] : []),
    ...(timeZone === 'UTC' ? [] : [`Days and hours go by ${timeZone}.`]),
  ];
}

const requests = (count: number): string => (count === 1 ? '1 request' : `${count} requests`);

/** How the limits stand. */
export function budgetTable(budgets: readonly BudgetState[]): string {
  const rows = budgets.map(({ on, window, mode, limitUsd, spentUsd, reservedUsd, leftUsd, resetsAt }) => [
    on,
    window,
    mode,
    ...[limitUsd, spentUsd, reservedUsd, leftUsd].map((usd) => usd.toFixed(4)),
    resetsAt === null ? 'never' : resetsAt.slice(0, 16).replace('T', ' '),
  ]);
  const [heading, ...lines] = table(
    [['BUDGET', 'PER', 'MODE', 'LIMIT', 'SPENT', 'HELD', 'LEFT', 'RESETS'], ...rows],
    [3, 4, 5, 6],
    [0],
  );
  const painted = lines.map((line, index) => (budgets[index]!.leftUsd === 0 ? paint('red', line) : line));
  return [paint('bold', heading!), ...painted].join('\n');
}

export const forecastLine = ({ expectedUsd, lowUsd, highUsd, method }: CostForecast): string =>
  `The month will cost about $${expectedUsd.toFixed(2)} ($${lowUsd.toFixed(2)} to $${highUsd.toFixed(2)}). ${method}`;
