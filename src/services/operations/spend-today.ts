import type { SpendToday } from '../../contracts/operations-data.js';
import { sumsBy } from '../../contracts/sums-by.js';
import type { CostReports } from '../reports/cost-reports.js';

const MOST_LINES = 50;

/** What today has cost, told apart three ways by one look into the ledger. */
export async function spendToday(reports: CostReports): Promise<SpendToday> {
  const { since, timeZone, total, lines } = await reports.history({
    period: 'today',
    by: ['client', 'tool', 'model'],
  });
  const [byClient, byTool, byModel] = (['client', 'tool', 'model'] as const).map((key) =>
    sumsBy(lines, key).slice(0, MOST_LINES),
  );
  return { since, timeZone, total, byClient: byClient!, byTool: byTool!, byModel: byModel! };
}
