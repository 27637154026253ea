/** What a chart of spending shows: one bar for each slot of time, one colour for each name. */
export interface SpendChart {
  /** Such as `November 2026`. */
  title: string;
  totalUsd: number;
  /** What else is worth saying: at most two lines of 60 letters. */
  remarks: readonly string[];
  /** Labels of the time axis; an empty one shows nothing. */
  slots: readonly string[];
  /** The dearest first; `usd` has one figure for each slot. */
  series: readonly ChartSeries[];
  /** What may be spent in each slot. */
  limit?: { usd: number; label: string };
}

export interface ChartSeries {
  name: string;
  usd: readonly number[];
}
