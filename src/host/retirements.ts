/** What was replaced, and stops when the calls that it may still serve have ended. */
export class Retirements {
  private readonly pending = new Set<Promise<void>>();

  /** @returns what settles when it has stopped. */
  add(calls: Iterable<Promise<unknown>>, stop: () => Promise<void>): Promise<void> {
    const retired = Promise.allSettled(calls).then(stop);
    this.pending.add(retired);
    const forget = () => this.pending.delete(retired);
    retired.then(forget, forget);
    return retired;
  }

  /** Settles when all of it has stopped. */
  async ended(): Promise<void> {
    await Promise.allSettled(this.pending);
  }
}
