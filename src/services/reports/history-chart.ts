import type { DateTime } from 'luxon';
import type { BudgetState, CostForecast, CostHistory } from '../../plugin-api/cost-tracker.js';
import { largestSeries } from '../charts/largest-series.js';
import { shortUsd } from '../charts/short-usd.js';
import type { SpendChart } from '../charts/spend-chart.js';
import type { Calendar, Span } from './calendar.js';

/** More labels than these run into each other. */
const MOST_LABELS = 7;
/** The bars of more days than these would be too thin to be seen. */
const MOST_DAYS = 100;

/** Of a date as ISO writes it. */
const MONTH_LENGTH = 'yyyy-MM'.length;

type Slot = 'hour' | 'day' | 'month';
type Line = CostHistory['lines'][number];

export interface HistoryToDraw {
  /** By `key` and model. */
  history: CostHistory;
  key: 'day' | 'hour';
  span: Span;
  budgets: readonly BudgetState[];
  forecast: CostForecast | undefined;
  calendar: Calendar;
}

/** A history as bars: of hours, days or, where those are too many, months. A month that is not over is drawn to its end, so that the room left can be seen. */
export function historyChart(drawn: HistoryToDraw): SpendChart {
  const { history, key, span, calendar } = drawn;
  const last = calendar.at(span.until - 1);
  const isLong = key === 'day' && last.diff(calendar.at(span.since), 'days').days > MOST_DAYS;
  const slot: Slot = isLong ? 'month' : key;
  const start = calendar.at(span.since).startOf(key);
  const isMonth =
    key === 'day' && span.since === start.startOf('month').toMillis() && last.hasSame(start, 'month');
  const times = slotsFrom(start.startOf(slot), isMonth ? start.endOf('month') : last, slot);
  const slotOf = (line: Line) => (isLong ? line.day!.slice(0, MONTH_LENGTH) : line[key]!);
  const limit = limitOf(drawn, slot, slotOf);
  const names = [...new Set(history.lines.map(({ model }) => model!))];
  const nameOf = (time: DateTime) =>
    isLong ? time.toFormat('yyyy-MM') : calendar.slotOf(time.toMillis(), key);
  const places = new Map(times.map((time, index) => [nameOf(time), index]));
  const series = names.map((name) => {
    const usd = times.map(() => 0);
    for (const line of history.lines)
      if (line.model === name) usd[places.get(slotOf(line))!]! += line.costUsd;
    return { name, usd };
  });
  return {
    title: isMonth ? start.toFormat('LLLL yyyy') : rangeOf(start, last),
    totalUsd: history.total.costUsd,
    remarks: remarksOn(drawn, isMonth && start.hasSame(calendar.now, 'month')),
    slots: labelsOf(times, slot),
    series: largestSeries(series),
    ...(limit === undefined ? {} : { limit }),
  };
}

function slotsFrom(start: DateTime, last: DateTime, slot: Slot): DateTime[] {
  const times: DateTime[] = [];
  for (let time = start; time <= last; time = time.plus({ [slot]: 1 })) times.push(time);
  return times;
}

function rangeOf(start: DateTime, last: DateTime): string {
  if (start.hasSame(last, 'day')) return start.toFormat('d LLLL yyyy');
  const from = start.hasSame(last, 'month') ? 'd' : start.hasSame(last, 'year') ? 'd LLL' : 'd LLL yyyy';
  return `${start.toFormat(from)} – ${last.toFormat('d LLL yyyy')}`;
}

/** So many that they are read easily; the month stands where it begins. */
function labelsOf(times: readonly DateTime[], slot: Slot): string[] {
  const steps = slot === 'month' ? [1, 2, 3, 4, 6, 12, 24] : [1, 2, 3, 4, 7, 14, 28];
  const each = steps.find((step) => times.length / step <= MOST_LABELS) ?? 36;
  return times.map((time, index) => {
    if (index % each !== 0) return '';
    if (slot === 'hour') return time.toFormat('HH:mm');
    const before = times[index - each];
    if (slot === 'month') return time.toFormat(before?.hasSame(time, 'year') ? 'LLL' : "LLL ''yy");
    return time.toFormat(before?.hasSame(time, 'month') ? 'd' : 'd LLL');
  });
}

/** The limit on everything that is of the bars' own length, where it is within sight of them. */
function limitOf(
  { budgets, history }: HistoryToDraw,
  slot: Slot,
  slotOf: (line: Line) => string,
): SpendChart['limit'] {
  const found = budgets.find(({ on, window }) => on === 'all' && window === slot);
  const perSlot = Map.groupBy(history.lines, slotOf);
  const highest = Math.max(
    0,
    ...[...perSlot.values()].map((lines) => lines.reduce((sum, { costUsd }) => sum + costUsd, 0)),
  );
  if (found === undefined || found.limitUsd > 4 * highest) return undefined;
  return {
    usd: found.limitUsd,
    label: `limit ${shortUsd(found.limitUsd)} ${slot === 'hour' ? 'an hour' : `a ${slot}`}`,
  };
}

/** @param isThisMonth what budgets have left, and what is to come, is of the month that is now. */
function remarksOn({ history, budgets, forecast }: HistoryToDraw, isThisMonth: boolean): string[] {
  const { requests, unpricedRequests } = history.total;
  const unpriced =
    unpricedRequests > 0 ? `, ${unpricedRequests.toLocaleString('en-US')} of unknown price` : '';
  const counted = `${requests.toLocaleString('en-US')} request${requests === 1 ? '' : 's'}${unpriced}`;
  const month = budgets.find(({ on, window }) => on === 'all' && window === 'month');
  const share =
    isThisMonth && month !== undefined && month.limitUsd > 0
      ? ` · ${Math.round((100 * month.spentUsd) / month.limitUsd)} % of ${shortUsd(month.limitUsd)}`
      : '';
  const lines = [counted + share];
  if (isThisMonth && forecast !== undefined)
    lines.push(
      `At this pace about ${shortUsd(forecast.expectedUsd)} by its end (${shortUsd(forecast.lowUsd)} to ${shortUsd(forecast.highUsd)})`,
    );
  return lines;
}
