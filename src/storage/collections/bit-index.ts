import { BitWeights } from './bit-weights.js';
import { differingBits } from './differing-bits.js';
import { WordCounts } from './word-counts.js';

/** One bit of each number of a vector: whether it is positive. Vectors that point the same way share most of them. */
export function bitsOf(vector: Float32Array): Uint8Array {
  const words = new Uint32Array(wordsFor(vector.length));
  for (let place = 0; place < vector.length; place++)
    if (vector[place]! > 0) words[place >>> 5]! |= 1 << (place & 31);
  return new Uint8Array(words.buffer);
}

const wordsFor = (dimensions: number): number => (dimensions + 31) >>> 5;

/** The bits of a collection's chunks in memory: which of them may be near is known without reading a vector. */
export class BitIndex {
  readonly wordCounts = new WordCounts();
  readonly #words: number;
  #bits: Uint32Array;
  #chunks = new Float64Array(1024);
  #documents = new Float64Array(1024);
  #length = 0;
  #gone = 0;

  constructor(readonly dimensions: number) {
    this.#words = wordsFor(dimensions);
    this.#bits = new Uint32Array(1024 * this.#words);
  }

  get bytes(): number {
    return this.#bits.byteLength + this.#chunks.byteLength + this.#documents.byteLength;
  }

  get length(): number {
    return this.#length;
  }

  /** Share of its chunks that are known to be gone. */
  get goneShare(): number {
    return this.#length === 0 ? 0 : this.#gone / this.#length;
  }

  /** The chunk that was added last; chunks are added in the order of their ids. */
  get last(): number {
    return this.#length === 0 ? 0 : this.#chunks[this.#length - 1]!;
  }

  /** Adds consecutive chunks of a document. */
  add(first: number, document: number, bits: Uint8Array): void {
    const rowBytes = this.#words * 4;
    const count = bits.byteLength / rowBytes;
    this.#grow(this.#length + count);
    new Uint8Array(this.#bits.buffer).set(bits, this.#length * rowBytes);
    for (let row = 0; row < count; row++) {
      this.#chunks[this.#length + row] = first + row;
      this.#documents[this.#length + row] = document;
    }
    this.#length += count;
  }

  documentOf(chunk: number): number | undefined {
    const row = this.#rowOf(chunk);
    return row === undefined ? undefined : this.#documents[row];
  }

  /** Leaves a chunk out from now on. */
  forget(chunk: number): void {
    const row = this.#rowOf(chunk);
    if (row === undefined || this.#documents[row] === GONE) return;
    this.#documents[row] = GONE;
    this.#gone++;
  }

  /** The chunks that seem nearest to a vector, by their bits; as many as are asked for, in the order of their ids. */
  nearest(vector: Float32Array, most: number, isWanted: (document: number) => boolean): number[] {
    const rows = this.#leastDiffering(vector, most * WEIGHED, isWanted);
    const weights = new BitWeights(vector);
    const bytes = new Uint8Array(this.#bits.buffer);
    const sums = new Float32Array(rows.length);
    for (let place = 0; place < rows.length; place++)
      sums[place] = weights.sum(bytes, rows[place]! * this.#words * 4);
    const least = sums.slice().sort().at(-most) ?? Number.NEGATIVE_INFINITY;
    const near: number[] = [];
    for (let place = 0; place < rows.length; place++)
      if (sums[place]! >= least) near.push(this.#chunks[rows[place]!]!);
    return near;
  }

  #leastDiffering(vector: Float32Array, most: number, isWanted: (document: number) => boolean): number[] {
    const distances = this.#distances(vector, isWanted);
    const counts = new Uint32Array(this.dimensions + 1);
    for (let row = 0; row < this.#length; row++) if (distances[row] !== UNWANTED) counts[distances[row]!]!++;
    let farthest = 0;
    for (let within = counts[0]!; within < most && farthest < this.dimensions; )
      within += counts[++farthest]!;
    const rows: number[] = [];
    for (let row = 0; row < this.#length; row++) if (distances[row]! <= farthest) rows.push(row);
    return rows;
  }

  #distances(vector: Float32Array, isWanted: (document: number) => boolean): Uint16Array {
    const sought = new Uint32Array(bitsOf(vector).buffer);
    const distances = new Uint16Array(this.#length);
    const words = this.#words;
    const bits = this.#bits;
    let document = GONE;
    let wanted = false;
    for (let row = 0, place = 0; row < this.#length; row++, place += words) {
      if (this.#documents[row] !== document) {
        document = this.#documents[row]!;
        wanted = document !== GONE && isWanted(document);
      }
      distances[row] = wanted ? differingBits(bits, place, sought) : UNWANTED;
    }
    return distances;
  }

  #rowOf(chunk: number): number | undefined {
    let low = 0;
    let high = this.#length - 1;
    while (low <= high) {
      const row = (low + high) >>> 1;
      const found = this.#chunks[row]!;
      if (found === chunk) return row;
      if (found < chunk) low = row + 1;
      else high = row - 1;
    }
    return undefined;
  }

  #grow(length: number): void {
    if (length <= this.#chunks.length) return;
    const room = Math.max(length, Math.ceil(this.#chunks.length * 1.5));
    const grown = <T extends Uint32Array | Float64Array>(array: T, larger: T): T => {
      larger.set(array);
      return larger;
    };
    this.#bits = grown(this.#bits, new Uint32Array(room * this.#words));
    this.#chunks = grown(this.#chunks, new Float64Array(room));
    this.#documents = grown(this.#documents, new Float64Array(room));
  }
}

/** For each chunk that is asked for, so many whose bits differ least are weighed. */
const WEIGHED = 10;
const GONE = 0;
const UNWANTED = 0xffff;
