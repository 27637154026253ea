import type { ToolCall } from 'openai-mcp-host/plugin';

const MOST_TOLD = 10;
const TIER = 'service_tier was left out: a batch has its own, at half price.';

/** What was changed in the requests of a batch: each remark once, with how many it concerns. */
export class Remarks {
  private readonly counts = new Map<string, number>();

  constructor(private readonly call: ToolCall) {}

  add({ service_tier: tier }: Record<string, unknown>, remarks: readonly string[]): void {
    const all = tier === undefined || tier === null ? remarks : [...remarks, TIER];
    for (const remark of all) this.counts.set(remark, (this.counts.get(remark) ?? 0) + 1);
  }

  tell(): void {
    for (const [remark, count] of [...this.counts].slice(0, MOST_TOLD))
      this.call.note(count === 1 ? remark : `${remark} (${count} requests)`);
    const left = this.counts.size - MOST_TOLD;
    if (left > 0)
      this.call.note(`${left} more kinds of changes were made to fit the requests to their model.`);
  }
}
