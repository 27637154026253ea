import { exactHash, type Json, normalisedHash } from './example-parts.js';
import type { Faults } from './faults.js';

/** Of so many examples a hash is kept: 100 bytes each. */
const MOST_KEPT = 500_000;

/** The examples of a file by what they say, to find those that are there twice. */
export class SeenExamples {
  private readonly exact = new Map<number, number>();
  private readonly normalised = new Map<number, number>();

  get isFull(): boolean {
    return this.exact.size >= MOST_KEPT;
  }

  /** Tells of an example that was seen before; in `training`, where this file is its validation. */
  look(example: Json, line: number, faults: Faults, training?: SeenExamples): void {
    const exact = exactHash(example);
    const normalised = normalisedHash(example);
    const leak = training?.exact.get(exact) ?? training?.normalised.get(normalised);
    if (leak !== undefined)
      faults
        .at(line)
        .warn(
          'leak',
          `It is ${training?.exact.has(exact) ? '' : 'all but '}the example of line ${leak} of the training file.`,
          'Take it out of one of the files: it makes the validation look better than the model is.',
        );
    const twin = this.exact.get(exact);
    const similar = this.normalised.get(normalised);
    if (twin !== undefined)
      faults.at(line).warn('duplicate', `It is the same as line ${twin}.`, 'Remove one of them.');
    else if (similar !== undefined)
      faults
        .at(line)
        .warn(
          'near-duplicate',
          `It differs from line ${similar} in case, spaces or punctuation alone.`,
          'Remove one of them.',
        );
    if (this.isFull) return;
    if (twin === undefined) this.exact.set(exact, line);
    if (similar === undefined) this.normalised.set(normalised, line);
  }
}
