import type { CostHistory, CostPeriod } from '../plugin-api/cost-tracker.js';
import { HostBridge } from './host-bridge.js';
import { lookAsHost } from './host-look.js';
import type { ToolCallResult } from './host-messages.js';
import { watchSize } from './page-size.js';
import { type Asked, keysOf, notesIn, SPLIT, type Spending, spendingIn, wordsIn } from './spending.js';

/** What the page shows. */
export interface Sight {
  spending?: Spending;
  /** The same in words, where the client passes on nothing else. */
  words?: string;
  /** The same time, told apart as this page does. */
  split?: CostHistory;
  notes: readonly string[];
  /** ISO 8601, of the figures. */
  at?: string;
  query: CostPeriod;
  problem: string;
  isBusy: boolean;
  /** Whether the client lets the page call tools. */
  canAsk: boolean;
}

export const FIRST_SIGHT: Sight = { notes: [], query: {}, problem: '', isBusy: false, canAsk: false };

/** Takes figures from the client, and asks it for others. */
export class SpendingDesk {
  private sight = FIRST_SIGHT;
  private tool = 'usage-report';
  /** Of the last question; what answers an older one is passed over. */
  private question = 0;
  private readonly bridge: HostBridge;
  private unwatch = () => {};

  constructor(private readonly show: (sight: Sight) => void) {
    this.bridge = new HostBridge({
      input: ({ period, since, until }: Asked) => this.see({ query: periodOf({ period, since, until }) }),
      result: (result) => this.take(result),
      cancelled: () => this.see({ problem: 'The call was cancelled.' }),
      context: lookAsHost,
      teardown: () => this.unwatch(),
    });
    void this.begin();
  }

  /** Asks for the figures of a time, in the place of those that are shown. */
  async ask(query: CostPeriod): Promise<void> {
    const question = ++this.question;
    this.see({ isBusy: true });
    try {
      const others = this.otherKeys;
      const [result, split] = await Promise.all([
        this.call({ ...query, by: others.length > 0 ? others : SPLIT }),
        others.length > 0 ? this.call({ ...query, by: SPLIT }) : undefined,
      ]);
      if (question !== this.question) return;
      const parted = spendingIn(split ?? result)?.history;
      this.see({ ...found(result), query, problem: '', ...(parted && { split: parted }) });
    } catch (error) {
      if (question === this.question) this.see({ problem: (error as Error).message });
    } finally {
      if (question === this.question) this.see({ isBusy: false });
    }
  }

  private async begin(): Promise<void> {
    try {
      const { hostCapabilities, hostContext = {} } = await this.bridge.initialize({
        name: 'usage-report',
        version: '1.0.0',
      });
      this.tool = hostContext.toolInfo?.tool.name ?? this.tool;
      lookAsHost(hostContext);
      this.see({ canAsk: hostCapabilities?.serverTools !== undefined });
      this.unwatch = watchSize((size) => this.bridge.tellSize(size));
      await this.completeSplit();
    } catch (error) {
      this.see({ problem: (error as Error).message });
    }
  }

  private take(result: ToolCallResult): void {
    this.question++;
    try {
      this.see({ ...found(result), split: undefined, problem: '', isBusy: false });
      void this.completeSplit();
    } catch (error) {
      this.see({ problem: (error as Error).message, isBusy: false });
    }
  }

  /** What was asked for may be told apart otherwise. Where the client refuses the call, what was asked for is all there is. */
  private async completeSplit(): Promise<void> {
    const { spending, canAsk, query } = this.sight;
    const { question } = this;
    if (!canAsk || spending?.history === undefined) return;
    const keys = keysOf(spending.history);
    if (keys.length === 0 || SPLIT.every((key) => keys.includes(key))) return;
    const result = await this.call({ ...query, by: SPLIT }).catch(() => undefined);
    if (result === undefined || result.isError === true || question !== this.question) return;
    this.see({ split: spendingIn(result)?.history });
  }

  /** By what else the figures were asked for. */
  private get otherKeys() {
    const { history } = this.sight.spending ?? {};
    return history === undefined ? [] : keysOf(history).filter((key) => !SPLIT.includes(key));
  }

  private call(asked: Asked): Promise<ToolCallResult> {
    return this.bridge.callTool(this.tool, { ...asked });
  }

  private see(changed: { [Key in keyof Sight]?: Sight[Key] | undefined }): void {
    this.sight = { ...this.sight, ...changed } as Sight;
    this.show(this.sight);
  }
}

const found = (result: ToolCallResult) => ({
  spending: spendingIn(result),
  words: wordsIn(result),
  notes: notesIn(result),
  at: new Date().toISOString(),
});

const periodOf = ({ period, since, until }: CostPeriod): CostPeriod => ({
  ...(period !== undefined && { period }),
  ...(since !== undefined && { since }),
  ...(until !== undefined && { until }),
});
