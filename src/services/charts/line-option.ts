import type { EChartsCoreOption } from 'echarts/core';
import type { LineChart } from '../../plugin-api/charts.js';
import { axisScale } from './axis-scale.js';
import { COLOURS, FAINT_INK, FONT, GRID, INK, MARGIN, REMARK_HEIGHT, TITLE_HEIGHT } from './chart-look.js';

const PLOT_HEIGHT = 210;
const AXIS_HEIGHT = 44;
const LEGEND_ROW = 21;
const SWATCH = 11;
/** More points than a line of this width can show are thinned out. */
const MOST_POINTS = 400;

const plotTop = ({ remarks = [] }: LineChart): number => TITLE_HEIGHT + remarks.length * REMARK_HEIGHT + 16;

export const lineHeightOf = (chart: LineChart): number =>
  plotTop(chart) + PLOT_HEIGHT + AXIS_HEIGHT + chart.series.length * LEGEND_ROW;

/** How echarts draws it. */
export function lineOption(chart: LineChart): EChartsCoreOption {
  const { title, remarks = [], axis, series } = chart;
  const points = series.flatMap((each) => each.points);
  const last = Math.max(1, ...points.map(([x]) => x));
  const first = Math.min(last, ...points.map(([x]) => x));
  return {
    animation: false,
    backgroundColor: '#ffffff',
    color: COLOURS,
    textStyle: { fontFamily: FONT, color: INK },
    title: {
      text: title,
      left: MARGIN - 5,
      top: 14,
      textStyle: { fontSize: 18, fontWeight: 600, color: INK },
      subtext: remarks.join('\n'),
      itemGap: 9,
      subtextStyle: { fontSize: 12, lineHeight: REMARK_HEIGHT, color: FAINT_INK },
    },
    grid: {
      left: MARGIN,
      right: MARGIN,
      top: plotTop(chart),
      height: PLOT_HEIGHT,
      outerBoundsMode: 'same',
      outerBoundsContain: 'axisLabel',
    },
    xAxis: {
      type: 'value',
      name: axis,
      nameLocation: 'middle',
      nameGap: 24,
      nameTextStyle: { color: FAINT_INK, fontSize: 12 },
      min: first,
      max: last,
      splitNumber: 5,
      splitLine: { show: false },
      axisLine: { lineStyle: { color: '#aeb6c4' } },
      axisLabel: { color: FAINT_INK, fontSize: 12, hideOverlap: true, formatter: wholeNumber },
    },
    yAxis: {
      type: 'value',
      ...axisScale(Math.max(0, ...points.map(([, y]) => y))),
      axisLine: { show: false },
      axisTick: { show: false },
      axisLabel: { color: FAINT_INK, fontSize: 12 },
      splitLine: { lineStyle: { color: GRID } },
    },
    legend: {
      orient: 'vertical',
      left: MARGIN - 5,
      bottom: 8,
      itemWidth: SWATCH * 2,
      itemHeight: SWATCH,
      itemGap: LEGEND_ROW - 14,
      selectedMode: false,
      textStyle: { fontSize: 12.5, color: INK },
    },
    series: series.map(({ name, points: line }) => ({
      type: 'line',
      name,
      silent: true,
      data: thinned(line).map(([x, y]) => [x, y]),
      symbol: 'circle',
      symbolSize: 5,
      showSymbol: line.length <= 40,
      lineStyle: { width: 1.8 },
    })),
  };
}

const wholeNumber = (value: number): string => (Number.isInteger(value) ? value.toLocaleString('en-US') : '');

function thinned<T>(points: readonly T[]): readonly T[] {
  const every = Math.ceil(points.length / MOST_POINTS);
  return points.filter((_, at) => at % every === 0 || at === points.length - 1);
}
