import { type Fault, FaultError } from '../contracts/fault.js';

/** Faults of several steps, so that all are told at once. */
export class GatheredFaults {
  readonly #faults: Fault[] = [];

  /** The result of a step; undefined when it threw faults, which are kept. */
  async from<T>(step: () => T | Promise<T>): Promise<T | undefined> {
    try {
      return await step();
    } catch (error) {
      if (!(error instanceof FaultError)) throw error;
      this.#faults.push(...error.faults);
      return undefined;
    }
  }

  throwAny(): void {
    if (this.#faults.length > 0) throw new FaultError(this.#faults);
  }
}
