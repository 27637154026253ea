import type { Kept, Records, ToolCall } from 'openai-mcp-host/plugin';
import type { Thread } from './thread.js';

export const LEASE_MS = 60_000;
const KIND = 'thread';

/** A thread that one call has to itself; it says so anew while it works. */
export class HeldThread {
  private readonly renewing: NodeJS.Timeout;
  private writing: Promise<unknown> = Promise.resolve();
  private isGone = false;

  constructor(
    private readonly records: Records,
    private kept: Kept<Thread>,
    /** Whether somebody before asked and has not seen the end. */
    readonly wasUnsettled: boolean,
    private readonly call: ToolCall,
  ) {
    this.renewing = setInterval(() => void this.renew().catch(() => {}), LEASE_MS / 3);
    this.renewing.unref();
  }

  get id(): string {
    return this.kept.id;
  }

  get value(): Thread {
    return this.kept.value;
  }

  /** @throws ToolError `RECORD_CHANGED` where another server took it, because this one did not get to say that it still works. */
  save(changes: Partial<Thread>): Promise<void> {
    const write = async () => {
      const value = { ...this.kept.value, ...changes };
      this.kept = await this.records.put(KIND, this.id, value, this.call, { version: this.kept.version });
    };
    const written = this.writing.then(write);
    this.writing = written.catch(() => {});
    return written;
  }

  /** It is deleted: there is nothing to let go of. */
  forget(): void {
    this.isGone = true;
  }

  /** Lets others have it. Where that can't be written, they have it once the lease has run out. */
  async release(): Promise<void> {
    clearInterval(this.renewing);
    if (this.isGone) return;
    await this.writing;
    const { lease: _, ...value } = this.kept.value;
    const { version } = this.kept;
    await this.records.put(KIND, this.id, value, this.call, { version }).catch(() => {});
  }

  private async renew(): Promise<void> {
    const { lease } = this.kept.value;
    if (lease !== undefined) await this.save({ lease: { ...lease, until: Date.now() + LEASE_MS } });
  }
}
