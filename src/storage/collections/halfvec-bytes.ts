import { toHalves } from './half-floats.js';

const HEAD = 4;

/** A vector as pgvector's `halfvec` goes over the wire: how many numbers, two bytes of nothing, the numbers. As text it is ten times as long. */
export function halfvecBytes(vector: Float32Array): Buffer {
  const bytes = Buffer.alloc(HEAD + 2 * vector.length);
  bytes.writeUInt16BE(vector.length);
  bytes.set(toHalves(vector), HEAD);
  bytes.subarray(HEAD).swap16();
  return bytes;
}
