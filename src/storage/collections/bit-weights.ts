/**
 * What the bits of a vector tell of its angle to one that is looked for: the sum of that one's numbers, each with the sign that the bit
 * stands for. It is nearer to the truth than counting the bits that differ, and takes one look-up for every eight of them.
 */
export class BitWeights {
  readonly #sums: Float32Array;

  constructor(vector: Float32Array) {
    const bytes = Math.ceil(vector.length / 8);
    this.#sums = new Float32Array(bytes * 256);
    for (let byte = 0; byte < bytes; byte++) {
      const numbers = vector.subarray(byte * 8, byte * 8 + 8);
      const sums = this.#sums.subarray(byte * 256, byte * 256 + 256);
      for (const number of numbers) sums[0]! -= number;
      // Each is the one without its lowest bit, and that bit.
      for (let bits = 1; bits < 256; bits++) {
        const lowest = 31 - Math.clz32(bits & -bits);
        sums[bits] = sums[bits & (bits - 1)]! + 2 * (numbers[lowest] ?? 0);
      }
    }
  }

  /** Of the bits that begin there, so many bytes. */
  sum(bits: Uint8Array, from: number): number {
    let sum = 0;
    const bytes = this.#sums.length >>> 8;
    for (let byte = 0; byte < bytes; byte++) sum += this.#sums[(byte << 8) | bits[from + byte]!]!;
    return sum;
  }
}
