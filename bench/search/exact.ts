/** All vectors in one piece, and the truth about them: every one of them compared. */
export class ExactSearch {
  readonly #vectors: Float32Array;
  readonly #dimensions: number;
  #length = 0;

  constructor(most: number, dimensions: number) {
    this.#vectors = new Float32Array(most * dimensions);
    this.#dimensions = dimensions;
  }

  add(vector: Float32Array): void {
    this.#vectors.set(vector, this.#length++ * this.#dimensions);
  }

  *all(): Generator<Float32Array> {
    for (let number = 0; number < this.#length; number++)
      yield this.#vectors.subarray(number * this.#dimensions, (number + 1) * this.#dimensions);
  }

  /** The numbers of those nearest to a vector, of those that are wanted. */
  nearest(vector: Float32Array, most: number, isWanted: (number: number) => boolean = () => true): number[] {
    const similarities = new Float64Array(this.#length);
    const wanted: number[] = [];
    for (let number = 0; number < this.#length; number++) {
      if (!isWanted(number)) continue;
      similarities[number] = this.#similarity(vector, number);
      wanted.push(number);
    }
    return wanted.sort((one, other) => similarities[other]! - similarities[one]!).slice(0, most);
  }

  #similarity(vector: Float32Array, number: number): number {
    const from = number * this.#dimensions;
    let sum = 0;
    for (let place = 0; place < this.#dimensions; place++)
      sum += vector[place]! * this.#vectors[from + place]!;
    return sum;
  }
}
