import type { CostLine } from 'openai-mcp-host/plugin';

/** Sums as a table of aligned columns. */
export function costTable(title: string, lines: readonly CostLine[]): string {
  const head = [title, 'requests', 'input', 'cached', 'output', 'USD'];
  const rows = [head, ...lines.map(cells)];
  const widths = head.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows
    .map((row) => row.map((cell, column) => aligned(cell, widths[column]!, column)).join('  '))
    .join('\n');
}

const aligned = (cell: string, width: number, column: number) =>
  column === 0 ? cell.padEnd(width) : cell.padStart(width);

function cells({
  name,
  requests,
  inputTokens,
  cachedInputTokens,
  outputTokens,
  costUsd,
  unpricedRequests,
}: CostLine) {
  const cost = costUsd.toFixed(6);
  const known = unpricedRequests === 0 ? cost : `${cost} + ${unpricedRequests} without a price`;
  return [name, ...[requests, inputTokens, cachedInputTokens, outputTokens].map(String), known];
}
