import type { Logger } from '../../plugin-api/logger.js';
import type { Alert, Ledger, UsageEntry } from '../../storage/ledger.js';
import type { LedgerDesk } from './ledger-desk.js';

type Booking = { settle: UsageEntry } | { release: string };

/** So many wait at most while the database can't be used; holds among them are charged in full when their leases end. */
const MOST_WAITING = 10_000;

/** Books how requests ended: what can't be booked now is booked as soon as it can, and no answer waits for that. */
export class Bookings {
  private waiting: Booking[] = [];
  private readonly running = new Set<Promise<void>>();
  private told = false;

  constructor(
    private readonly desk: LedgerDesk,
    private readonly log: Logger,
    private readonly alerted: (alerts: readonly Alert[]) => void,
  ) {}

  async book(booking: Booking): Promise<void> {
    const done = this.tryToBook(booking);
    this.running.add(done);
    await done.finally(() => this.running.delete(done));
  }

  /** Books what could not be booked before. */
  async retry(): Promise<void> {
    for (const booking of this.waiting.splice(0)) await this.book(booking);
  }

  /** Resolves when nothing is on its way to the ledger, and tries once more what could not be booked. */
  async drain(): Promise<void> {
    await Promise.all(this.running);
    await this.retry();
    if (this.waiting.length > 0)
      this.log.error(
        `Requests that could not be entered into the ledger before the end: ${this.waiting.length}. What is held for them is charged in full.`,
      );
  }

  private async tryToBook(booking: Booking): Promise<void> {
    try {
      const { ledger } = await this.desk.open();
      await this.enter(ledger, booking);
      if (this.told) this.log.warn('The ledger can be written again.');
      this.told = false;
    } catch (error) {
      if (this.waiting.length < MOST_WAITING) this.waiting.push(booking);
      if (!this.told)
        this.log.error("The ledger can't be written; what was spent is entered as soon as it can.", {
          error,
        });
      this.told = true;
    }
  }

  private async enter(ledger: Ledger, booking: Booking): Promise<void> {
    if ('release' in booking) return ledger.release(booking.release);
    const alerts = await ledger.settle(booking.settle);
    if (alerts.length > 0) this.alerted(alerts);
  }
}
