import { randomUUID } from 'node:crypto';
import type { Kept, Records, ToolCall } from 'openai-mcp-host/plugin';

/** How far an order for a fine-tuning job has come, written down before each step. */
export interface OrderState {
  /** In the names of its files and in the metadata of its job: they are found by it where an answer was lost. */
  mark: string;
  step: 'uploading' | 'creating' | 'created';
  job?: string;
  /** ms since 1970, until which whoever works on it is taken to be alive. */
  until: number;
  /** ms since 1970. */
  at: number;
}

const KIND = 'order';
const LEASE_MS = 10_000;
const BEAT_MS = 3000;

/** The record of one order, while it is this call's to go on with. */
export class OrderRecord {
  private writing: Promise<unknown> = Promise.resolve();
  private timer: NodeJS.Timeout | undefined;

  private constructor(
    private readonly records: Records,
    private readonly call: ToolCall,
    private kept: Kept<OrderState>,
    /** Whether another call has begun with it, and was cut off. */
    readonly isResumed: boolean,
  ) {}

  static find(records: Records, key: string, call: ToolCall): Promise<Kept<OrderState> | undefined> {
    return records.get<OrderState>(KIND, key, call);
  }

  /**
   * Makes it this call's.
   *
   * @param earlier how far another call has come that was cut off.
   * @throws ToolError `RECORD_CHANGED` where another call was faster.
   */
  static async take(
    records: Records,
    { id, version }: Pick<Kept<OrderState>, 'id' | 'version'>,
    earlier: OrderState | undefined,
    call: ToolCall,
  ): Promise<OrderRecord> {
    const state = earlier ?? { mark: randomUUID(), step: 'uploading', at: Date.now() };
    const taken = { ...state, until: Date.now() + LEASE_MS };
    const kept = await records.put<OrderState>(KIND, id, taken, call, { version });
    const record = new OrderRecord(records, call, kept, earlier !== undefined);
    record.timer = setInterval(() => void record.write({}).catch(() => {}), BEAT_MS);
    record.timer.unref();
    return record;
  }

  get state(): OrderState {
    return this.kept.value;
  }

  /** @throws ToolError `RECORD_CHANGED` where another call has taken it over: this one must not go on. */
  async write(change: Partial<OrderState>): Promise<void> {
    const work = this.writing.then(async () => {
      const { id, version, value } = this.kept;
      const state = { ...value, ...change, until: Date.now() + LEASE_MS };
      this.kept = await this.records.put(KIND, id, state, this.call, { version });
    });
    this.writing = work.catch(() => {});
    await work;
  }

  /** Whoever goes on with it begins anew. */
  startOver(): Promise<void> {
    return this.write({ mark: randomUUID(), step: 'uploading' });
  }

  /** Lets go of it: whoever wants may go on with it at once. */
  async release(): Promise<void> {
    clearInterval(this.timer);
    const work = this.writing.then(async () => {
      const { id, version, value } = this.kept;
      await this.records.put(KIND, id, { ...value, until: 0 }, this.call, { version });
    });
    await work.catch(() => {});
  }
}
