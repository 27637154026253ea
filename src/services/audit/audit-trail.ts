import { randomUUID } from 'node:crypto';
import type { AuditSection } from '../../config/sections/audit-section.js';
import type { Logger } from '../../plugin-api/logger.js';
import type { AuditEntry, AuditStore } from '../../storage/audit-store.js';
import { storageFacts } from '../storage-facts.js';
import { type AuditRecord, BLANK } from './audit-record.js';
import { recordText } from './record-text.js';
import { Retention } from './retention.js';

const GATHER_MS = 50;
const RETRY_MS = 5_000;
const BATCH = 250;
const BATCH_CHARACTERS = 1_048_576;
const MOST_WAITING = 10_000;
const MOST_CHARACTERS = 67_108_864;

export interface AuditTrailDeps {
  /** Opens the store at its first use. */
  open: () => Promise<AuditStore>;
  log: Logger;
  now?: () => number;
}

/** Writes the audit record behind the calls' back, several records at a time, each once and in order. */
export class AuditTrail {
  private readonly retention: Retention;
  private readonly now: () => number;
  private readonly waiting: AuditEntry[] = [];
  /** What is being written: the same until it has been, so that the store knows it when it is told twice. */
  private batch: { id: string; entries: AuditEntry[] } | undefined;
  private characters = 0;
  private lost = 0;
  private failing = false;
  private stopped = false;
  private timer: NodeJS.Timeout | undefined;
  private writing: Promise<void> | undefined;

  constructor(
    readonly policy: Readonly<AuditSection>,
    private readonly deps: AuditTrailDeps,
  ) {
    this.now = deps.now ?? Date.now;
    this.retention = new Retention(policy.retentionDays, this.now);
  }

  add(record: Omit<AuditRecord, 'id' | 'at'>): void {
    if (this.stopped) return;
    const at = this.now();
    const text = recordText({ ...record, id: randomUUID(), at });
    if (this.waiting.length >= MOST_WAITING || this.characters + text.length > MOST_CHARACTERS) {
      this.lost += 1;
      return;
    }
    this.waiting.push({ at, record: text });
    this.characters += text.length;
    if (this.timer === undefined || (this.waiting.length === BATCH && !this.failing)) this.wake();
  }

  /** Resolves when everything has been written, or can't be. */
  async stop(): Promise<void> {
    clearTimeout(this.timer);
    await this.writing;
    do await this.flush();
    while (this.waiting.length > 0 && !this.failing);
    this.stopped = true;
    clearTimeout(this.timer);
    const lost = this.waiting.length + this.lost;
    if (lost > 0)
      this.deps.log.error(`${lost} audit records were lost: they could not be written before the end.`);
  }

  private wake(): void {
    if (this.writing !== undefined) return;
    clearTimeout(this.timer);
    const ms = this.failing ? RETRY_MS : this.waiting.length >= BATCH ? 0 : GATHER_MS;
    this.timer = setTimeout(() => {
      this.timer = undefined;
      void this.flush();
    }, ms).unref();
  }

  /** One after the other: two would write the same. */
  private flush(): Promise<void> {
    this.writing ??= this.write().finally(() => {
      this.writing = undefined;
      if (this.waiting.length > 0) this.wake();
    });
    return this.writing;
  }

  private async write(): Promise<void> {
    try {
      // What comes meanwhile waits for more.
      let left = this.waiting.length;
      while (left > 0) {
        const store = await this.deps.open();
        this.batch ??= { id: randomUUID(), entries: this.nextEntries() };
        const { id, entries } = this.batch;
        await store.append(id, entries);
        left -= entries.length;
        this.waiting.splice(0, entries.length);
        for (const { record } of entries) this.characters -= record.length;
        this.batch = undefined;
        this.recovered();
        await this.retention.apply(store);
      }
    } catch (error) {
      if (!this.failing) {
        const message =
          "The audit record can't be written: calls go on, records wait, and those without room are counted.";
        this.deps.log.error(message, storageFacts(error));
      }
      this.failing = true;
    }
  }

  private nextEntries(): AuditEntry[] {
    let characters = 0;
    const end = this.waiting.findIndex(({ record }, index) => {
      characters += record.length;
      return index > 0 && (index >= BATCH || characters > BATCH_CHARACTERS);
    });
    return this.waiting.slice(0, end < 0 ? undefined : end);
  }

  private recovered(): void {
    this.failing = false;
    if (this.lost === 0) return;
    const lost = this.lost;
    this.lost = 0;
    this.add({ ...BLANK, kind: 'gap', outcome: 'error', lost });
  }
}
