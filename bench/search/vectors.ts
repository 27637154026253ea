/** Pseudo-random numbers that are the same in every run (mulberry32), 0 to 1. */
export function numbersFrom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export interface Spread {
  dimensions: number;
  /** How many subjects there are; their sizes follow Zipf's law. 0: none at all. */
  subjects: number;
}

/** How fast directions lose weight; the first ones of real embeddings have most of it. */
const DECAY = 0.4;
/** Share of a vector's length that is its subject's, and that all have in common. */
const SUBJECT = 0.6;
const COMMON = 0.3;

/**
 * Vectors spread as those of texts are: a few directions have most of the weight (it falls as a power of the direction's number), no
 * direction is an axis, all vectors have something in common, and they gather around subjects, some large and most small. What is looked
 * for is drawn in the same way and is no copy of anything.
 */
export class SpreadVectors {
  readonly #number: () => number;
  readonly #common: Float32Array;
  readonly #centres: Float32Array[];
  readonly #signs: Float32Array;

  readonly #spread: Spread;

  constructor(spread: Spread, seed = 1) {
    this.#spread = spread;
    this.#number = numbersFrom(seed);
    const { dimensions, subjects } = spread;
    this.#signs = Float32Array.from({ length: dimensions }, () => (this.#number() < 0.5 ? -1 : 1));
    this.#common = this.#draw();
    this.#centres = Array.from({ length: subjects }, () => this.#draw());
  }

  next(): Float32Array {
    const own = this.#draw();
    const { subjects } = this.#spread;
    // Of Zipf's sizes: subject n is 1/n as large as the first.
    const centre =
      subjects === 0 ? undefined : this.#centres[Math.floor((subjects + 1) ** this.#number()) - 1]!;
    const rest = Math.sqrt(1 - COMMON ** 2 - (centre === undefined ? 0 : SUBJECT ** 2));
    for (let place = 0; place < own.length; place++)
      own[place] = rest * own[place]! + COMMON * this.#common[place]! + SUBJECT * (centre?.[place] ?? 0);
    return ofLength1(own);
  }

  #draw(): Float32Array {
    const drawn = new Float32Array(this.#spread.dimensions);
    for (let place = 0; place < drawn.length; place++)
      drawn[place] = this.#normal() * (place + 1) ** -DECAY * this.#signs[place]!;
    return ofLength1(turned(drawn));
  }

  #normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.#number())) * Math.cos(2 * Math.PI * this.#number());
  }
}

/** Turns vectors so that every direction takes part in every number: Hadamard's matrix on pieces of 512, then across them. */
function turned(vector: Float32Array): Float32Array {
  const size = largestPiece(vector.length);
  const pieces = vector.length / size;
  for (let piece = 0; piece < pieces; piece++) hadamard(vector.subarray(piece * size, (piece + 1) * size));
  const mixed = new Float32Array(vector.length);
  for (let place = 0; place < vector.length; place++)
    mixed[(place % pieces) * size + Math.floor(place / pieces)] = vector[place]!;
  for (let piece = 0; piece < pieces; piece++) hadamard(mixed.subarray(piece * size, (piece + 1) * size));
  return mixed;
}

const largestPiece = (length: number): number => length & -length;

function hadamard(values: Float32Array): void {
  for (let half = 1; half < values.length; half *= 2)
    for (let from = 0; from < values.length; from += 2 * half)
      for (let place = from; place < from + half; place++) {
        const one = values[place]!;
        const other = values[place + half]!;
        values[place] = one + other;
        values[place + half] = one - other;
      }
}

function ofLength1(vector: Float32Array): Float32Array {
  const length = Math.sqrt(vector.reduce((sum, number) => sum + number * number, 0));
  return vector.map((number) => number / length);
}
