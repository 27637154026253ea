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

/** What the requests of this process have cost, since its start. */
export class CostBook {
  private readonly since = new Date().toISOString();
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

  report(): CostReport {
    return {
      since: this.since,
      total: this.total.costSum,
      byModel: this.models.lines,
      byTool: this.tools.lines,
      byPlugin: this.plugins.lines,
    };
  }

  /** The sums of one plugin. */
  sumOf(plugin: string): CostSum {
    return this.plugins.of(plugin);
  }
}
