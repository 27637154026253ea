import type { ChartSeries } from './spend-chart.js';

/** More colours than these can't be told apart. */
const MOST = 6;

export const sumOf = (figures: readonly number[]): number => figures.reduce((sum, each) => sum + each, 0);

/** The dearest by themselves, the dearest first, and the rest as one. */
export function largestSeries(series: readonly ChartSeries[]): ChartSeries[] {
  const sorted = series.toSorted((a, b) => sumOf(b.usd) - sumOf(a.usd) || (a.name < b.name ? -1 : 1));
  if (sorted.length <= MOST + 1) return sorted;
  const rest = sorted.slice(MOST);
  const usd = rest[0]!.usd.map((_, slot) => sumOf(rest.map((each) => each.usd[slot]!)));
  return [...sorted.slice(0, MOST), { name: `${rest.length} others`, usd }];
}
