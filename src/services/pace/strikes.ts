import { backoff } from '../openai/retry-wait.js';

/** How often in a row a server has refused for its rate limit, without saying for how long. */
export class Strikes {
  private count = 0;
  private lastAt = 0;

  /** Another one; returns how long to wait, ms. What was under way at the last one is part of that. */
  add(sentAt: number, now: number): number {
    if (sentAt >= this.lastAt) this.count += 1;
    this.lastAt = now;
    return backoff(this.count);
  }

  clear(): void {
    this.count = 0;
  }
}
