/** The numbers of a vector as it came: numbers, or their float32 bytes, little-endian, in base64. */
export function floatsOf(vector: number[] | string): Float32Array {
  if (typeof vector !== 'string') return Float32Array.from(vector);
  const bytes = new Uint8Array(Buffer.from(vector, 'base64'));
  return new Float32Array(bytes.buffer, 0, Math.floor(bytes.length / 4));
}
