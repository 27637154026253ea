import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../../../src/services/pace/clock.js';

/** A clock that stands still until it is set forward. */
export class FakeClock implements Clock {
  private time = Date.UTC(2026, 10, 22, 12);
  private alarms: { at: number; ring: () => void }[] = [];

  now(): number {
    return this.time;
  }

  alarm(ms: number, ring: () => void): () => void {
    const alarm = { at: this.time + ms, ring };
    this.alarms.push(alarm);
    return () => {
      this.alarms = this.alarms.filter((other) => other !== alarm);
    };
  }

  /** Sets it forward, from alarm to alarm; what an alarm sets off happens at its time. */
  async advance(ms: number): Promise<void> {
    const end = this.time + ms;
    for (;;) {
      const next = this.alarms.toSorted((one, other) => one.at - other.at)[0];
      if (next === undefined || next.at > end) break;
      this.alarms = this.alarms.filter((other) => other !== next);
      this.time = Math.max(this.time, next.at);
      next.ring();
      await settled();
    }
    this.time = end;
    await settled();
  }
}

/** Whatever depends on nothing but this process and its database has happened. */
export async function settled(): Promise<void> {
  for (let tick = 0; tick < TICKS; tick += 1) await setImmediate();
}

// A transaction takes a few.
const TICKS = 20;
