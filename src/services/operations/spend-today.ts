import type { SpendLine, SpendToday } from '../../contracts/operations-data.js';
import type { HistoryLine, HistorySum } from '../../plugin-api/cost-tracker.js';
import type { CostReports } from '../reports/cost-reports.js';

const MOST_LINES = 50;

/** What today has cost, told apart three ways by one look into the ledger. */
export async function spendToday(reports: CostReports): Promise<SpendToday> {
  const { since, timeZone, total, lines } = await reports.history({
    period: 'today',
    by: ['client', 'tool', 'model'],
  });
  const [byClient, byTool, byModel] = (['client', 'tool', 'model'] as const).map((key) => sumsBy(lines, key));
  return { since, timeZone, total, byClient: byClient!, byTool: byTool!, byModel: byModel! };
}

function sumsBy(lines: readonly HistoryLine[], key: 'client' | 'tool' | 'model'): SpendLine[] {
  const sums = new Map<string, SpendLine>();
  for (const line of lines) {
    const name = line[key]!;
    const before = sums.get(name);
    sums.set(name, before === undefined ? { ...sumOf(line), name } : { ...added(before, line), name });
  }
  return [...sums.values()].sort((one, other) => other.costUsd - one.costUsd).slice(0, MOST_LINES);
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
