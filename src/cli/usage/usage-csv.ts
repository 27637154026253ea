import { stringify } from 'csv-stringify/sync';
import type { CostHistory, CostKey } from '../../plugin-api/cost-tracker.js';

const FIGURES = {
  requests: 'requests',
  cachedRequests: 'cached_requests',
  unpricedRequests: 'unpriced_requests',
  inputTokens: 'input_tokens',
  cachedInputTokens: 'cached_input_tokens',
  outputTokens: 'output_tokens',
  costUsd: 'cost_usd',
  heldUsd: 'held_usd',
};

/** One record for each line, under a line of names; amounts to the nano-dollar. */
export const usageCsv = ({ lines }: CostHistory, by: readonly CostKey[]): string =>
  stringify(lines, {
    header: true,
    columns: [
      ...by.map((key) => ({ key, header: key })),
      ...Object.entries(FIGURES).map(([key, header]) => ({ key, header })),
    ],
    cast: { number: exactFigure },
    // A name that begins a formula would be run by a spreadsheet.
    escape_formulas: true,
  }).trimEnd();

/** No exponents, which not everybody reads. */
export const exactFigure = (value: number): string =>
  Number.isInteger(value) ? String(value) : value.toFixed(9).replace(/0+$/, '');
