import type { Clock } from './clock.js';
import type { FairQueue } from './fair-queue.js';
import type { Ticket } from './ticket.js';

const EVERY_MS = 1000;

/** Tells those who wait where they stand when that has changed, at most every second. */
export class PlaceTeller {
  private isResting = false;
  private isLate = false;

  constructor(
    private readonly lane: string,
    private readonly queue: FairQueue<Ticket>,
    private readonly clock: Clock,
  ) {}

  tell(): void {
    if (this.isResting) {
      this.isLate = true;
      return;
    }
    if (this.queue.size === 0) return;
    let place = 0;
    for (const ticket of this.queue.inOrder()) {
      place += 1;
      const standing = `place ${place} of ${this.queue.size}`;
      if (standing === ticket.toldPlace) continue;
      ticket.toldPlace = standing;
      ticket.tell(`Waiting for ${this.lane}: ${standing}`);
    }
    this.isResting = true;
    this.clock.alarm(EVERY_MS, () => {
      this.isResting = false;
      if (!this.isLate) return;
      this.isLate = false;
      this.tell();
    });
  }
}
