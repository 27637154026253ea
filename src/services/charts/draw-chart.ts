import type { EChartsCoreOption } from 'echarts/core';
import type { LineChart } from '../../plugin-api/charts.js';
import { WIDTH } from './chart-look.js';
import { chartOption, heightOf } from './chart-option.js';
import { lineHeightOf, lineOption } from './line-option.js';
import type { SpendChart } from './spend-chart.js';

/** A chart of spending as SVG; the same chart gives the same text. */
export const drawChart = (chart: SpendChart): Promise<string> => draw(chartOption(chart), heightOf(chart));

/** A chart of lines as SVG. */
export const drawLines = (chart: LineChart): Promise<string> => draw(lineOption(chart), lineHeightOf(chart));

async function draw(option: EChartsCoreOption, height: number): Promise<string> {
  const { init } = await import('./echarts-parts.js');
  const drawing = init(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height });
  try {
    drawing.setOption(option);
    return withoutPointer(drawing.renderToSVGString());
  } finally {
    drawing.dispose();
  }
}

/** Nothing happens under a pointer, and the numbers in these marks grow from chart to chart. */
const withoutPointer = (svg: string): string =>
  svg
    .replaceAll(/ (?:class="zr[^"]*"|ecmeta_\w+="[^"]*")/g, '')
    .replaceAll(/(id="|url\(#)zr\d+-/g, '$1')
    .replace(/<style[\s\S]*?<\/style>\n?/, '');
