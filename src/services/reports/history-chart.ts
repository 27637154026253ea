import type { DateTime } from 'luxon';
import type { BudgetState, CostForecast, CostHistory } from '../../plugin-api/cost-tracker.js';
import { largestSeries } from '../charts/largest-series.js';
import { shortUsd } from '../charts/short-usd.js';
import type { SpendChart } from '../charts/spend-chart.js';
import type { Calendar, Span } from './calendar.js';

/** More labels than these run into each other. */
const MOST_LABELS = 7;

export interface HistoryToDraw {
  /** By `key` and model. */
  history: CostHistory;
  key: 'day' | 'hour';
  span: Span;
  budgets: readonly BudgetState[];
  forecast: CostForecast | undefined;
  calendar: Calendar;
}

/** A history as bars. A month that is not over is drawn to its end, so that the room left can be seen. */
export function historyChart(drawn: HistoryToDraw): SpendChart {
  const { history, key, span, calendar } = drawn;
  const start = calendar.at(span.since).startOf(key);
  const last = calendar.at(span.until - 1);
  const isMonth =
    key === 'day' && span.since === start.startOf('month').toMillis() && last.hasSame(start, 'month');
  const times = slotsFrom(start, isMonth ? start.endOf('month') : last, key);
  const limit = limitOf(drawn);
  const names = [...new Set(history.lines.map(({ model }) => model!))];
  const places = new Map(times.map((time, index) => [calendar.slotOf(time.toMillis(), key), index]));
  const series = names.map((name) => {
    const usd = times.map(() => 0);
    for (const line of history.lines) if (line.model === name) usd[places.get(line[key]!)!]! += line.costUsd;
    return { name, usd };
  });
  return {
    title: isMonth ? start.toFormat('LLLL yyyy') : rangeOf(start, last),
    totalUsd: history.total.costUsd,
    remarks: remarksOn(drawn, isMonth),
    slots: labelsOf(times, key),
    series: largestSeries(series),
    ...(limit === undefined ? {} : { limit }),
  };
}

function slotsFrom(start: DateTime, last: DateTime, key: 'day' | 'hour'): DateTime[] {
  const times: DateTime[] = [];
  for (let time = start; time <= last; time = time.plus({ [key]: 1 })) times.push(time);
  return times;
}

function rangeOf(start: DateTime, last: DateTime): string {
  if (start.hasSame(last, 'day')) return start.toFormat('d LLLL yyyy');
  const from = start.hasSame(last, 'month') ? 'd' : start.hasSame(last, 'year') ? 'd LLL' : 'd LLL yyyy';
  return `${start.toFormat(from)} – ${last.toFormat('d LLL yyyy')}`;
}

/** So many that they are read easily; the month stands where it begins. */
function labelsOf(times: readonly DateTime[], key: 'day' | 'hour'): string[] {
  const each = [1, 2, 3, 4, 7, 14, 28, 56, 112].find((step) => times.length / step <= MOST_LABELS) ?? 365;
  return times.map((time, index) => {
    if (index % each !== 0) return '';
    if (key === 'hour') return time.toFormat('HH:mm');
    const before = times[index - each];
    return time.toFormat(before?.hasSame(time, 'month') ? 'd' : 'd LLL');
  });
}

/** The limit on everything that is of the bars' own length, where it is within sight of them. */
function limitOf({ budgets, key, history }: HistoryToDraw): SpendChart['limit'] {
  const found = budgets.find(({ on, window }) => on === 'all' && window === key);
  const perSlot = Map.groupBy(history.lines, (line) => line[key]);
  const highest = Math.max(
    0,
    ...[...perSlot.values()].map((lines) => lines.reduce((sum, { costUsd }) => sum + costUsd, 0)),
  );
  if (found === undefined || found.limitUsd > 4 * highest) return undefined;
  return {
    usd: found.limitUsd,
    label: `limit ${shortUsd(found.limitUsd)} ${key === 'day' ? 'a day' : 'an hour'}`,
  };
}

function remarksOn({ history, budgets, forecast }: HistoryToDraw, isMonth: boolean): string[] {
  const { requests, unpricedRequests } = history.total;
  const unpriced =
    unpricedRequests > 0 ? `, ${unpricedRequests.toLocaleString('en-US')} of unknown price` : '';
  const counted = `${requests.toLocaleString('en-US')} request${requests === 1 ? '' : 's'}${unpriced}`;
  const month = budgets.find(({ on, window }) => on === 'all' && window === 'month');
  const share =
    isMonth && month !== undefined && month.limitUsd > 0
      ? ` · ${Math.round((100 * month.spentUsd) / month.limitUsd)} % of ${shortUsd(month.limitUsd)}`
      : '';
  const lines = [counted + share];
  if (isMonth && forecast !== undefined)
    lines.push(
      `At this pace about ${shortUsd(forecast.expectedUsd)} by its end (${shortUsd(forecast.lowUsd)} to ${shortUsd(forecast.highUsd)})`,
    );
  return lines;
}
