import { type CostReport, type CostSum, CostTracker } from '../../plugin-api/cost-tracker.js';
import type { CostReports } from '../reports/cost-reports.js';
import type { CostBook } from './cost-book.js';
import { whoseSpending } from './whose-spending.js';

/** What one plugin sees of spending. */
export class PluginCosts extends CostTracker {
  /** @param reports opens the database when it is first asked. */
  constructor(
    private readonly book: CostBook,
    private readonly plugin: string,
    private readonly reports: () => Promise<CostReports>,
    private readonly compare: CostTracker['reconcile'],
  ) {
    super();
  }

  report(): CostReport {
    return this.book.report(whoseSpending());
  }

  own(): CostSum {
    return this.book.sumOf(this.plugin, whoseSpending());
  }

  async history(...[query]: Parameters<CostTracker['history']>) {
    return (await this.reports()).history(query);
  }

  async budgets() {
    return (await this.reports()).budgets();
  }

  async forecast() {
    return (await this.reports()).forecast();
  }

  async chart(...[period]: Parameters<CostTracker['chart']>) {
    return (await this.reports()).chart(period);
  }

  reconcile(...[query]: Parameters<CostTracker['reconcile']>) {
    return this.compare(query);
  }
}
