import type { Kept, Records } from './records.js';
import type { ToolCall } from './tool-call.js';
import { ToolError } from './tool-error.js';

/** A value with the lease of whoever works on it. */
export type Leased<T> = T & {
  /** ms since 1970: until then whoever works on it is taken to be alive. */
  leasedUntil?: number;
};

/** What is taken. */
export interface Taking<T> {
  id: string;
  /** The record as it was read; undefined where there was none. */
  found: Kept<Leased<T>> | undefined;
  /** What it holds from now on. */
  value: T;
  /** How long others wait for a call that has died; default: 10 seconds. It is renewed three times in that time. */
  leaseMs?: number;
}

const LEASE_MS = 10_000;
const RENEWALS = 3;

/**
 * A record that one call has to itself, on all servers of the database, for work of several steps: each step is written down
 * before it is done, and whoever takes the record of a call that was cut off goes on from there. The lease is renewed while the
 * call works; where its server dies, it runs out.
 */
export class LeasedRecord<T extends object> {
  private writing: Promise<unknown> = Promise.resolve();
  private readonly renewing: NodeJS.Timeout;

  private constructor(
    private readonly records: Records,
    private readonly kind: string,
    private kept: Kept<Leased<T>>,
    /** What was there when it was taken: how far another call has come. Undefined: nothing was. */
    readonly before: T | undefined,
    private readonly leaseMs: number,
    private readonly call: ToolCall,
  ) {
    this.renewing = setInterval(() => void this.write({}).catch(() => {}), leaseMs / RENEWALS);
    this.renewing.unref();
  }

  /** Until when another call has a record, in ms since 1970, unless it goes on; undefined where it is free. */
  static heldUntil<T>(record: Kept<Leased<T>> | undefined): number | undefined {
    const until = record?.value.leasedUntil ?? 0;
    return until > Date.now() ? until : undefined;
  }

  /**
   * Takes a record; {@link release} it in the end, whatever has come of it.
   *
   * @param kind as for {@link Records.put}.
   * @returns undefined where another call has it, or was faster: read it again.
   * @throws what {@link Records.put} throws.
   */
  static async take<T extends object>(
    records: Records,
    kind: string,
    { id, found, value, leaseMs = LEASE_MS }: Taking<T>,
    call: ToolCall,
  ): Promise<LeasedRecord<T> | undefined> {
    if (LeasedRecord.heldUntil(found) !== undefined) return undefined;
    const leased: Leased<T> = { ...value, leasedUntil: Date.now() + leaseMs };
    try {
      const kept = await records.put(kind, id, leased, call, { version: found?.version ?? 0 });
      return new LeasedRecord(records, kind, kept, found?.value, leaseMs, call);
    } catch (error) {
      if (ToolError.is(error) && error.code === 'RECORD_CHANGED') return undefined;
      throw error;
    }
  }

  get id(): string {
    return this.kept.id;
  }

  get value(): T {
    return this.kept.value;
  }

  /**
   * Puts down some fields; those that are undefined go. Writes keep their order.
   *
   * @throws ToolError `RECORD_CHANGED` where another call has taken it, because this one did not get to renew its lease, or has
   *   deleted it: this one must not go on. What else {@link Records.put} throws.
   */
  write(changes: Partial<T>): Promise<void> {
    return this.put(changes, Date.now() + this.leaseMs);
  }

  /** Lets others have it at once. Where that can't be written, they have it when the lease has run out. */
  async release(): Promise<void> {
    clearInterval(this.renewing);
    await this.put({}, undefined).catch(() => {});
  }

  private put(changes: Partial<T>, leasedUntil: number | undefined): Promise<void> {
    const written = this.writing.then(async () => {
      const { id, version, value } = this.kept;
      const next = { ...value, ...changes, leasedUntil } as Leased<T>;
      this.kept = await this.records.put(this.kind, id, next, this.call, { version });
    });
    this.writing = written.catch(() => {});
    return written;
  }
}
