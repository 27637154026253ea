import type { CostForecast } from '../../plugin-api/cost-tracker.js';

/** How many full days it goes by, at most and at least. */
export const FORECAST_DAYS = 28;
const LEAST_DAYS = 3;
/** Four of five lie within so many standard deviations. */
const FOUR_OF_FIVE = 1.2816;

/**
 * @param days USD of each of the last full days, from the first that had any.
 * @param daysLeft of the month, today's rest as a fraction.
 */
export function forecastOf(
  spentUsd: number,
  days: readonly number[],
  daysLeft: number,
): CostForecast | undefined {
  const count = days.length;
  if (count < LEAST_DAYS) return undefined;
  const mean = days.reduce((sum, usd) => sum + usd, 0) / count;
  const variance = days.reduce((sum, usd) => sum + (usd - mean) ** 2, 0) / (count - 1);
  // The days to come vary as the others did, and the mean itself is known only so well.
  const spread = FOUR_OF_FIVE * Math.sqrt(variance * daysLeft * (1 + daysLeft / count));
  const rest = mean * daysLeft;
  return {
    spentUsd,
    expectedUsd: rounded(spentUsd + rest),
    lowUsd: rounded(spentUsd + Math.max(0, rest - spread)),
    highUsd: rounded(spentUsd + rest + spread),
    method: `What is spent, and for the ${daysLeft.toFixed(1)} days left the mean of the last ${count} full days ($${mean.toPrecision(3)} a day).`,
  };
}

/** Digits beyond these would look surer than anybody is. */
const rounded = (usd: number): number => Number(usd.toPrecision(4));
