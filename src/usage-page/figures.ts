import type { ComponentChild } from 'preact';
import { leftTile, type Tile, tiles } from '../admin-page/tiles.js';
import { count, dollars } from '../admin-page/words.js';
import type { CostForecast } from '../plugin-api/cost-tracker.js';
import type { Spending } from './spending.js';

/** What one looks for first. */
export function figures({ session, history, budgets, forecast }: Spending): ComponentChild {
  const { costUsd, requests, inputTokens, cachedInputTokens, outputTokens } = history?.total ?? session.total;
  return tiles([
    ['Spent', dollars(costUsd), `${count(requests)} ${requests === 1 ? 'request' : 'requests'}`],
    ...(budgets === undefined ? [] : [leftTile(budgets)]),
    ...(forecast === undefined ? [] : [forecastTile(forecast)]),
    ['Tokens', short(inputTokens + outputTokens), tokensRemark(inputTokens, cachedInputTokens, outputTokens)],
  ]);
}

const forecastTile = ({ expectedUsd, lowUsd, highUsd }: CostForecast): Tile => [
  'Month, forecast',
  dollars(expectedUsd),
  `${dollars(lowUsd)} to ${dollars(highUsd)}`,
];

const tokensRemark = (input: number, cached: number, output: number): string =>
  `${short(input)} in${cached === 0 ? '' : ` (${short(cached)} cached)`}, ${short(output)} out`;

const short = (value: number): string =>
  value.toLocaleString('en-US', { notation: 'compact', maximumSignificantDigits: 3 });
