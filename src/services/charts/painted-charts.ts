import { type Chart, Charts, type LineChart } from '../../plugin-api/charts.js';

/** Charts for plugins; what draws is loaded at the first of them. */
export class PaintedCharts extends Charts {
  async lines(chart: LineChart): Promise<Chart> {
    const { drawLines } = await import('./draw-chart.js');
    const { rasterise } = await import('./rasterise.js');
    const svg = await drawLines(chart);
    return { title: chart.title, svg, ...(await rasterise(svg)) };
  }
}
