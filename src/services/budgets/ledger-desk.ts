import type { Ledger, LedgerLimit } from '../../storage/ledger.js';

/** A ledger that is ready, and every limit that it knows. */
export interface OpenDesk {
  ledger: Ledger;
  known: readonly LedgerLimit[];
}

export interface DeskParts {
  /** @throws when the database can't be used. */
  open(): Promise<Ledger>;
  limits: readonly LedgerLimit[];
  /** What is done once, before the first request. */
  opened(ledger: Ledger): Promise<void>;
}

/** For so long, a database that could not be opened is not asked again: a request must not wait for it each time. */
const RETRY_MS = 5_000;

/** Opens the ledger at the first use, and again after a failure. */
export class LedgerDesk {
  private opening: Promise<OpenDesk> | undefined;
  private failure: { error: unknown; at: number } | undefined;

  constructor(private readonly parts: DeskParts) {}

  /** @throws when the database can't be used. */
  open(): Promise<OpenDesk> {
    if (this.failure !== undefined && performance.now() < this.failure.at + RETRY_MS)
      return Promise.reject(this.failure.error);
    this.opening ??= this.openAnew();
    return this.opening;
  }

  /** Learns which limits other servers have brought since. */
  async refresh(): Promise<void> {
    if (this.opening === undefined) return;
    const { ledger } = await this.opening;
    const known = await ledger.register(this.parts.limits);
    this.opening = Promise.resolve({ ledger, known });
  }

  private async openAnew(): Promise<OpenDesk> {
    try {
      const ledger = await this.parts.open();
      const known = await ledger.register(this.parts.limits);
      await this.parts.opened(ledger);
      this.failure = undefined;
      return { ledger, known };
    } catch (error) {
      this.failure = { error, at: performance.now() };
      this.opening = undefined;
      throw error;
    }
  }
}
