import type { Clock } from './clock.js';
import type { FairQueue } from './fair-queue.js';
import type { Ticket } from './ticket.js';

const EVERY_MS = 1000;
/** Sooner than the host says of a silent call that it is still at work. */
const AGAIN_MS = 8000;

/** Tells those who wait where they stand: when that has changed, at most every second, and again every 8 seconds. */
export class PlaceTeller {
  private isResting = false;
  private isLate = false;
  private isToRepeat = false;

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
    this.repeatLater();
    this.isResting = true;
    this.clock.alarm(EVERY_MS, () => {
      this.isResting = false;
      if (!this.isLate) return;
      this.isLate = false;
      this.tell();
    });
  }
  private repeatLater(): void {
    if (this.isToRepeat) return;
    this.isToRepeat = true;
    this.clock.alarm(AGAIN_MS, () => {
      this.isToRepeat = false;
      for (const ticket of this.queue.inOrder()) ticket.toldPlace = '';
      this.tell();
    });
  }
}
