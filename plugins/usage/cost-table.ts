import type { CostSum } from 'openai-mcp-host/plugin';

/** Sums as a table of aligned columns, after the columns that name them. */
export function costTable(names: readonly string[], lines: readonly CostSum[]): string {
  const head = [...names, 'requests', 'input', 'cached', 'output', 'USD'];
  const rows = [
    head,
    ...lines.map((line) => [...names.map((name) => plain(Reflect.get(line, name))), ...figures(line)]),
  ];
  const widths = head.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) =>
          column < names.length ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!),
        )
        .join('  '),
    )
    .join('\n');
}

/** A name in one line, whatever a client calls itself. */
const plain = (name: unknown): string => String(name ?? '').replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ');

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
