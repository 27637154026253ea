import type { HostConfig } from '../../config/host-config.js';
import type { HostState } from '../../contracts/host-state.js';
import type { AuditPage, NotShown, OperationsData } from '../../contracts/operations-data.js';
import type { Storage } from '../../storage/storage.js';
import type { AccountPaces } from '../pace/account-paces.js';
import type { CostReports } from '../reports/cost-reports.js';
import { type AuditQuery, searchAudit } from './audit-search.js';
import type { EndedCalls } from './ended-calls.js';
import { paceSummary } from './pace-summary.js';
import { spendToday } from './spend-today.js';

export interface OperationsParts {
  hostState(): HostState;
  /** Opens the database at its first use. */
  storage(): Promise<Storage>;
  endedCalls: EndedCalls;
  paces(): AccountPaces['states'];
  /** ms since 1970. */
  now(): number;
}

const MOST_CALLS = 200;
/** However many look at the page, the ledger is read no oftener. */
const FRESH_MS = 1000;

/** Gathers what operators want to see at a glance. */
export class Operations {
  private money: { at: number; read: Promise<Pick<OperationsData, 'spend' | 'budgets'>> } | undefined;

  constructor(
    private readonly config: HostConfig,
    private readonly parts: OperationsParts,
  ) {}

  async data(): Promise<OperationsData> {
    const { hostState, endedCalls, paces, now } = this.parts;
    const money = await this.freshMoney();
    const host = hostState();
    return {
      at: new Date(now()).toISOString(),
      host: { ...host, calls: host.calls.slice(0, MOST_CALLS) },
      ...money,
      errors: endedCalls.summary,
      pace: paceSummary(paces()),
      hasAudit: this.config.audit.enabled,
    };
  }

  search(query: AuditQuery): Promise<AuditPage | NotShown> {
    return shownOr(async () => {
      const { AuditRecords } = await import('../../storage/audit-records.js');
      return searchAudit(new AuditRecords(await this.parts.storage()), query);
    });
  }

  private freshMoney() {
    const at = performance.now();
    if (this.money === undefined || at - this.money.at > FRESH_MS)
      this.money = { at, read: this.readMoney() };
    return this.money.read;
  }

  private async readMoney(): Promise<Pick<OperationsData, 'spend' | 'budgets'>> {
    const [spend, budgets] = await Promise.all([
      shownOr(async () => spendToday(await this.reports())),
      shownOr(async () => (await this.reports()).budgets()),
    ]);
    return { spend, budgets };
  }

  private async reports(): Promise<CostReports> {
    const { openReports } = await import('../reports/open-reports.js');
    return openReports(await this.parts.storage(), this.config.budget);
  }
}

/** What can't be read leaves the rest of the page as it is. */
async function shownOr<T>(read: () => Promise<T>): Promise<T | NotShown> {
  try {
    return await read();
  } catch (error) {
    const { code = 'INTERNAL_ERROR' } = error as { code?: string };
    return { unavailable: String(code) };
  }
}
