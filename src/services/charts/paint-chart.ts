import type { CostChart } from '../../plugin-api/cost-tracker.js';
import { drawChart } from './draw-chart.js';
import { rasterise } from './rasterise.js';
import type { SpendChart } from './spend-chart.js';

/** A chart as SVG and, where that can be done here, as PNG. */
export async function paintChart(chart: SpendChart): Promise<CostChart> {
  const svg = await drawChart(chart);
  return { title: chart.title, svg, ...(await rasterise(svg)) };
}
