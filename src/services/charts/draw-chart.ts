import { chartOption, heightOf, WIDTH } from './chart-option.js';
import type { SpendChart } from './spend-chart.js';

/** A chart as SVG; the same chart gives the same text. */
export async function drawChart(chart: SpendChart): Promise<string> {
  const { init } = await import('./echarts-parts.js');
  const drawing = init(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height: heightOf(chart) });
  try {
    drawing.setOption(chartOption(chart));
    return withoutPointer(drawing.renderToSVGString());
  } finally {
    drawing.dispose();
  }
}

/** Nothing happens under a pointer, and the numbers in these marks grow from chart to chart. */
const withoutPointer = (svg: string): string =>
  svg.replaceAll(/ (?:class="zr[^"]*"|ecmeta_\w+="[^"]*")/g, '').replace(/<style[\s\S]*?<\/style>\n?/, '');
