import type { CostChart } from '../../plugin-api/cost-tracker.js';
import { ToolError } from '../../plugin-api/tool-error.js';
import type { SpendChart } from './spend-chart.js';

/** A chart as SVG and, where that can be done here, as PNG. */
export async function paintChart(chart: SpendChart): Promise<CostChart> {
  const { title } = chart;
  const [{ drawChart }, { rasterise }] = await Promise.all([drawing(), import('./rasterise.js')]);
  const svg = await drawChart(chart);
  return { title, svg, ...(await rasterise(svg)) };
}

async function drawing() {
  try {
    return await import('./draw-chart.js');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw new ToolError(
      'CHART_UNAVAILABLE',
      'The chart needs the optional package echarts, which is not installed.',
      'Run: npm install echarts',
    );
  }
}
