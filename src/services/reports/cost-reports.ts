import type {
  BudgetState,
  CostChart,
  CostForecast,
  CostHistory,
  CostKey,
  CostPeriod,
} from '../../plugin-api/cost-tracker.js';
import type { Storage } from '../../storage/storage.js';
import type { Calendar, Span } from './calendar.js';
import { costHistory } from './cost-history.js';
import { FORECAST_DAYS, forecastOf } from './forecast.js';
import { usageSums } from './usage-sums.js';

const DAY_MS = 86_400_000;

/** What the database tells of spending. */
export class CostReports {
  constructor(
    private readonly storage: Storage,
    private readonly calendar: Calendar,
    readonly budgets: () => Promise<BudgetState[]>,
    /** Whose alone; left out: of all clients. */
    private readonly client?: string,
  ) {}

  /** `YYYY-MM-DD`. */
  get today(): string {
    return this.calendar.now.toISODate()!;
  }

  async history({ by = [], ...period }: CostPeriod & { by?: readonly CostKey[] } = {}): Promise<CostHistory> {
    return this.historyOf(this.calendar.spanOf(period), by);
  }

  async forecast(): Promise<CostForecast | undefined> {
    const { now } = this.calendar;
    const today = now.startOf('day');
    const [month, past] = await Promise.all([
      this.history({ period: 'month' }),
      this.historyOf({ since: today.minus({ days: FORECAST_DAYS }).toMillis(), until: today.toMillis() }, [
        'day',
      ]),
    ]);
    const first = past.lines[0]?.day;
    if (first === undefined) return undefined;
    const spent = new Map(past.lines.map(({ day, costUsd }) => [day, costUsd]));
    const days: number[] = [];
    for (let day = today.minus({ days: FORECAST_DAYS }); day < today; day = day.plus({ days: 1 }))
      if (day.toISODate()! >= first) days.push(spent.get(day.toISODate()!) ?? 0);
    const left = (now.endOf('month').toMillis() + 1 - now.toMillis()) / DAY_MS;
    return forecastOf(month.total.costUsd, days, left);
  }

  async chart(period: CostPeriod = {}): Promise<CostChart> {
    const span = this.calendar.spanOf(period);
    const key = span.until - span.since <= 2 * DAY_MS ? 'hour' : 'day';
    const [history, budgets, forecast, { historyChart }, { paintChart }] = await Promise.all([
      this.historyOf(span, [key, 'model']),
      this.budgets(),
      this.forecast(),
      import('./history-chart.js'),
      import('../charts/paint-chart.js'),
    ]);
    return paintChart(historyChart({ history, key, span, budgets, forecast, calendar: this.calendar }));
  }

  private async historyOf(span: Span, by: readonly CostKey[]): Promise<CostHistory> {
    return costHistory(usageSums(this.storage, span, by, this.client), span, by, this.calendar);
  }
}
