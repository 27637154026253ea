import { expect, test } from 'vitest';
import { axisScale } from '../../../src/services/charts/axis-scale.js';
import { paintChart } from '../../../src/services/charts/paint-chart.js';
import type { SpendChart } from '../../../src/services/charts/spend-chart.js';

const chart: SpendChart = {
  title: 'November 2026',
  totalUsd: 6,
  remarks: ['3 requests'],
  slots: ['1 Nov', '2'],
  series: [
    { name: 'gpt-6.2-sol', usd: [1, 2] },
    { name: 'a|b{c}<d>', usd: [3, 0] },
  ],
  limit: { usd: 5, label: 'limit $5.00 a day' },
};

test('The same chart gives the same picture', async () => {
  const [one, other] = [await paintChart(chart), await paintChart(chart)];

  expect(one.svg).toBe(other.svg);
  expect(Buffer.from(one.png!).equals(Buffer.from(other.png!))).toBe(true);
});

test('A PNG is one, twice as large as the SVG, and not empty', async () => {
  const { png, svg } = await paintChart(chart);

  const bytes = Buffer.from(png!);
  const [, width] = /viewBox="0 0 (\d+) /.exec(svg)!;
  expect(bytes.subarray(1, 4).toString()).toBe('PNG');
  expect(bytes.readUInt32BE(16)).toBe(2 * Number(width));
  expect(bytes.length).toBeGreaterThan(10_000);
});

test('Names of models are text and nothing else', async () => {
  const { svg } = await paintChart(chart);

  expect(svg).not.toContain('<d>');
  expect(svg).toContain('&lt;d&gt;');
});

test('A chart of nothing can be drawn', async () => {
  const { svg } = await paintChart({ ...chart, totalUsd: 0, series: [], limit: undefined } as never);

  expect(svg).toContain('$0');
});

test.each([
  [0, 1, 0.25],
  [0.0007, 0.0008, 0.0002],
  [5.6, 6, 2],
  [8.32, 10, 2.5],
  [940, 1000, 250],
])('An axis for %d USD ends at %d in steps of %d', (highest, max, interval) => {
  expect(axisScale(highest)).toEqual({ max, interval });
});
