import type { CostSum } from 'openai-mcp-host/plugin';
import { alignedRows, plain } from './aligned-rows.js';

/** Sums as a table of aligned columns, after the columns that name them. */
export function costTable(names: readonly string[], lines: readonly CostSum[]): string {
  const head = [...names, 'requests', 'input', 'cached', 'output', 'USD'];
  const rows = lines.map((line) => [
    ...names.map((name) => plain(Reflect.get(line, name))),
    ...figures(line),
  ]);
  return alignedRows([head, ...rows], names.length);
}

function figures({
  requests,
  inputTokens,
  cachedInputTokens,
  outputTokens,
  costUsd,
  unpricedRequests,
}: CostSum) {
  const cost = costUsd.toFixed(6);
  const known = unpricedRequests === 0 ? cost : `${cost} + ${unpricedRequests} without a price`;
  return [...[requests, inputTokens, cachedInputTokens, outputTokens].map(String), known];
}
