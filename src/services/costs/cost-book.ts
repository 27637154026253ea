import type { RequestRecord } from '../../contracts/request-record.js';
import type { CostLine, CostReport, CostSum } from '../../plugin-api/cost-tracker.js';
import { usdOf } from './usd.js';

class Sum {
  private requests = 0;
  private inputTokens = 0;
  private cachedInputTokens = 0;
  private outputTokens = 0;
  private nanoUsd = 0n;
  private unpricedRequests = 0;

  add({ usage, costNanoUsd }: RequestRecord): void {
    this.requests += 1;
    this.inputTokens += usage?.inputTokens ?? 0;
    this.cachedInputTokens += usage?.cachedInputTokens ?? 0;
    this.outputTokens += usage?.outputTokens ?? 0;
    if (costNanoUsd === null) this.unpricedRequests += 1;
    else this.nanoUsd += costNanoUsd;
  }

  get costSum(): CostSum {
    const { requests, inputTokens, cachedInputTokens, outputTokens, unpricedRequests } = this;
    return {
      requests,
      inputTokens,
      cachedInputTokens,
      outputTokens,
      costUsd: usdOf(this.nanoUsd),
      unpricedRequests,
    };
  }
}

class Sums {
  private readonly byName = new Map<string, Sum>();

  add(name: string | null, record: RequestRecord): void {
    if (name === null) return;
    const sum = this.byName.get(name) ?? new Sum();
    this.byName.set(name, sum);
    sum.add(record);
  }

  of(name: string): CostSum {
    return (this.byName.get(name) ?? new Sum()).costSum;
  }

  get lines(): CostLine[] {
    const lines = [...this.byName].map(([name, sum]) => ({ name, ...sum.costSum }));
    return lines.sort((a, b) => b.costUsd - a.costUsd || a.name.localeCompare(b.name));
  }
}

/** What requests have cost, by what they were for. */
class Account {
  private readonly total = new Sum();
  private readonly models = new Sums();
  private readonly tools = new Sums();
  private readonly plugins = new Sums();

  add(record: RequestRecord): void {
    this.total.add(record);
    this.models.add(record.model ?? record.requestedModel, record);
    this.tools.add(record.tool, record);
    this.plugins.add(record.plugin, record);
  }

  get report(): Omit<CostReport, 'since'> {
    return {
      total: this.total.costSum,
      byModel: this.models.lines,
      byTool: this.tools.lines,
      byPlugin: this.plugins.lines,
    };
  }

  ofPlugin(plugin: string): CostSum {
    return this.plugins.of(plugin);
  }
}

/** Names that clients give themselves are as many as they like: those that come later have no account of their own. */
const MOST_CLIENTS = 10_000;

/** What the requests of this process have cost, since its start. */
export class CostBook {
  private readonly since = new Date().toISOString();
  private readonly all = new Account();
  private readonly clients = new Map<string, Account>();

  add(record: RequestRecord): void {
    this.all.add(record);
    const { client } = record;
    if (client === null || (this.clients.size >= MOST_CLIENTS && !this.clients.has(client))) return;
    const account = this.clients.get(client) ?? new Account();
    this.clients.set(client, account);
    account.add(record);
  }

  /** @param client whose alone; left out: of all. */
  report(client?: string): CostReport {
    return { since: this.since, ...this.of(client).report };
  }

  /** The sums of one plugin. */
  sumOf(plugin: string, client?: string): CostSum {
    return this.of(client).ofPlugin(plugin);
  }

  private of(client: string | undefined): Account {
    return client === undefined ? this.all : (this.clients.get(client) ?? new Account());
  }
}
