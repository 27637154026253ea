import { expect, test } from 'vitest';
import type { LineChart } from '../../../src/plugin-api/charts.js';
import { PaintedCharts } from '../../../src/services/charts/painted-charts.js';

const charts = new PaintedCharts();
const LOSS: LineChart = {
  title: 'Loss of training',
  remarks: ['gpt-4.1-mini <b>', 'ftjob-1'],
  axis: 'step',
  series: [
    {
      name: 'Training loss',
      points: Array.from({ length: 5000 }, (_, at) => [at + 1, 3 / (at + 1)] as const),
    },
    { name: 'Validation loss', points: [] },
  ],
};

test('lines are the same picture for the same figures, as SVG and as PNG', async () => {
  const [one, other] = [await charts.lines(LOSS), await charts.lines(LOSS)];

  expect(one.svg).toBe(other.svg);
  expect(Buffer.from(one.png!).subarray(1, 4).toString()).toBe('PNG');
});

test('what is written on them is text and nothing else', async () => {
  const { svg } = await charts.lines(LOSS);

  expect(svg).toContain('gpt-4.1-mini &lt;b&gt;');
  expect(svg).toContain('Validation loss');
});

test('thousands of points are thinned out, and a chart of nothing can be drawn', async () => {
  const [many, none] = [await charts.lines(LOSS), await charts.lines({ ...LOSS, series: [] })];

  expect(many.svg.length).toBeLessThan(40_000);
  expect(none.svg).toContain('Loss of training');
});
