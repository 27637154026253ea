import type { AuditStore } from '../../storage/audit-store.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Removes records that are older than they are to be kept, once a day over all processes. */
export class Retention {
  private nextLook = 0;

  constructor(
    private readonly days: number,
    private readonly now: () => number,
  ) {}

  async apply(store: AuditStore): Promise<void> {
    const now = this.now();
    if (now < this.nextLook) return;
    // Where it fails.
    this.nextLook = now + HOUR_MS;
    const purgedAt = (await store.ends())?.purgedAt ?? 0;
    this.nextLook = Math.max(purgedAt, now - DAY_MS) + DAY_MS;
    if (now - purgedAt < DAY_MS) return;
    await store.purge(now - this.days * DAY_MS, now);
    this.nextLook = now + DAY_MS;
  }
}
