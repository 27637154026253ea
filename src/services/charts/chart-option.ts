import type { EChartsCoreOption } from 'echarts/core';
import { axisScale } from './axis-scale.js';
import {
  COLOURS,
  FAINT_INK,
  FONT,
  GRID,
  INK,
  MARGIN,
  REMARK_HEIGHT,
  TITLE_HEIGHT,
  WIDTH,
} from './chart-look.js';
import { sumOf } from './largest-series.js';
import { axisUsd, shortUsd } from './short-usd.js';
import type { SpendChart } from './spend-chart.js';

const PLOT_HEIGHT = 210;
const LEGEND_ROW = 21;
const SWATCH = 11;
const SHARE_WIDTH = 52;
const USD_WIDTH = 74;
const NAME_LENGTH = 32;

const LIMIT = '#c2293a';

const plotTop = ({ remarks }: SpendChart): number => TITLE_HEIGHT + remarks.length * REMARK_HEIGHT + 16;
const legendTop = (chart: SpendChart): number => plotTop(chart) + PLOT_HEIGHT + 14;

export const heightOf = (chart: SpendChart): number =>
  legendTop(chart) + chart.series.length * LEGEND_ROW + 12;

/** How echarts draws it. */
export function chartOption(chart: SpendChart): EChartsCoreOption {
  return {
    animation: false,
    backgroundColor: '#ffffff',
    color: COLOURS,
    textStyle: { fontFamily: FONT, color: INK },
    title: titlesOf(chart),
    grid: {
      left: MARGIN,
      right: MARGIN,
      top: plotTop(chart),
      height: PLOT_HEIGHT,
      outerBoundsMode: 'same',
      outerBoundsContain: 'axisLabel',
    },
    xAxis: {
      type: 'category',
      data: chart.slots,
      axisTick: { show: false },
      axisLine: { lineStyle: { color: '#aeb6c4' } },
      axisLabel: { interval: 0, color: FAINT_INK, fontSize: 12, margin: 8 },
    },
    yAxis: { type: 'value', ...valueAxis(chart) },
    legend: legendOf(chart),
    series: chart.series.map(({ name, usd }, index) => ({
      type: 'bar',
      stack: 'usd',
      name,
      silent: true,
      // Nothing where there is nothing: a bar of no height would still have a border.
      data: usd.map((each) => (each > 0 ? each : null)),
      barCategoryGap: '24%',
      barMaxWidth: 40,
      itemStyle: { borderColor: '#ffffff', borderWidth: 0.6 },
      ...(index === 0 ? { markLine: limitLine(chart) } : {}),
    })),
  };
}

function titlesOf({ title, totalUsd, remarks }: SpendChart) {
  return [
    {
      text: title,
      left: MARGIN - 5,
      top: 14,
      textStyle: { fontSize: 18, fontWeight: 600, color: INK },
      subtext: remarks.join('\n'),
      itemGap: 9,
      subtextStyle: { fontSize: 12, lineHeight: REMARK_HEIGHT, color: FAINT_INK },
    },
    {
      text: shortUsd(totalUsd),
      left: WIDTH - MARGIN - 5,
      textAlign: 'right',
      top: 14,
      textStyle: { fontSize: 18, fontWeight: 600, color: INK },
    },
  ];
}

function valueAxis({ series, slots, limit }: SpendChart) {
  const sums = slots.map((_, slot) => sumOf(series.map(({ usd }) => usd[slot] ?? 0)));
  const scale = axisScale(Math.max(0, ...sums, limit === undefined ? 0 : limit.usd * 1.04));
  return {
    ...scale,
    axisLabel: { color: FAINT_INK, fontSize: 12, formatter: axisUsd(scale.interval) },
    splitLine: { lineStyle: { color: GRID } },
  };
}

/** The legend is the table of what each colour cost. */
function legendOf({ series, totalUsd }: SpendChart) {
  const rows = new Map(series.map(({ name, usd }) => [name, sumOf(usd)]));
  const text = { fontSize: 12.5, lineHeight: 16 };
  const nameWidth = WIDTH - 2 * MARGIN - SWATCH - 5 - SHARE_WIDTH - USD_WIDTH;
  return {
    orient: 'vertical',
    left: MARGIN - 5,
    bottom: 8,
    itemWidth: SWATCH,
    itemHeight: SWATCH,
    itemGap: LEGEND_ROW - 14,
    icon: 'roundRect',
    selectedMode: false,
    formatter(name: string) {
      const usd = rows.get(name) ?? 0;
      const share = totalUsd > 0 ? Math.round((100 * usd) / totalUsd) : 0;
      return `{name|${shortName(name)}}{share|${share} %}{usd|${shortUsd(usd)}}`;
    },
    textStyle: {
      rich: {
        name: { ...text, width: nameWidth, color: INK },
        share: { ...text, width: SHARE_WIDTH, align: 'right', color: FAINT_INK },
        usd: { ...text, width: USD_WIDTH, align: 'right', color: INK },
      },
    },
  };
}

const shortName = (name: string): string => {
  const plain = name.replaceAll(/[{}|\n]/g, ' ');
  return plain.length > NAME_LENGTH ? `${plain.slice(0, NAME_LENGTH - 1)}…` : plain;
};

function limitLine({ limit }: SpendChart) {
  if (limit === undefined) return {};
  return {
    silent: true,
    symbol: 'none',
    lineStyle: { color: LIMIT, type: [5, 4], width: 1.5 },
    label: {
      position: 'insideStartTop',
      formatter: limit.label,
      color: LIMIT,
      fontSize: 12,
      distance: 3,
    },
    data: [{ yAxis: limit.usd }],
  };
}
