import type { CostKey, HistoryLine, HistorySum } from '../plugin-api/cost-tracker.js';
import type { SpendLine } from './operations-data.js';

/** What lines come to when they are told apart by one key alone, the dearest first. */
export function sumsBy(lines: readonly HistoryLine[], key: CostKey): SpendLine[] {
  const sums = new Map<string, SpendLine>();
  for (const line of lines) {
    const name = line[key]!;
    const before = sums.get(name);
    sums.set(name, before === undefined ? { ...sumOf(line), name } : { ...added(before, line), name });
  }
  return [...sums.values()].sort((one, other) => other.costUsd - one.costUsd);
}

const sumOf = (line: HistorySum): HistorySum => ({
  requests: line.requests,
  inputTokens: line.inputTokens,
  cachedInputTokens: line.cachedInputTokens,
  outputTokens: line.outputTokens,
  costUsd: line.costUsd,
  unpricedRequests: line.unpricedRequests,
  cachedRequests: line.cachedRequests,
  heldUsd: line.heldUsd,
});

const added = (one: HistorySum, other: HistorySum): HistorySum => ({
  requests: one.requests + other.requests,
  inputTokens: one.inputTokens + other.inputTokens,
  cachedInputTokens: one.cachedInputTokens + other.cachedInputTokens,
  outputTokens: one.outputTokens + other.outputTokens,
  costUsd: one.costUsd + other.costUsd,
  unpricedRequests: one.unpricedRequests + other.unpricedRequests,
  cachedRequests: one.cachedRequests + other.cachedRequests,
  heldUsd: one.heldUsd + other.heldUsd,
});
