const FLOAT = new Float32Array(1);
const WORD = new Uint32Array(FLOAT.buffer);

/** Numbers of at most 1 in 16 bits each (IEEE 754), as they are stored. */
export function toHalves(vector: Float32Array): Uint8Array {
  const halves = new Uint16Array(vector.length);
  for (let place = 0; place < vector.length; place++) halves[place] = halfOf(vector[place]!);
  return new Uint8Array(halves.buffer);
}

export function fromHalves(bytes: Uint8Array): Float32Array {
  const halves = halvesIn(bytes);
  const vector = new Float32Array(halves.length);
  for (let place = 0; place < halves.length; place++) vector[place] = FLOATS[halves[place]!]!;
  return vector;
}

/** The cosine of the angle between a vector and one that is stored, both of length 1. */
export function dotHalves(vector: Float32Array, bytes: Uint8Array): number {
  const halves = halvesIn(bytes);
  let sum = 0;
  for (let place = 0; place < halves.length; place++) sum += vector[place]! * FLOATS[halves[place]!]!;
  return sum;
}

function halvesIn(bytes: Uint8Array): Uint16Array {
  const aligned = bytes.byteOffset % 2 === 0 ? bytes : bytes.slice();
  return new Uint16Array(aligned.buffer, aligned.byteOffset, aligned.byteLength / 2);
}

function halfOf(number: number): number {
  FLOAT[0] = number;
  const word = WORD[0]!;
  const sign = (word >>> 16) & 0x8000;
  const exponent = ((word >>> 23) & 0xff) - 112;
  const fraction = word & 0x7fffff;
  if (exponent < -10) return sign;
  if (exponent > 0) return sign | ((((exponent << 23) | fraction) + 0x1000) >>> 13);
  const shift = 14 - exponent;
  return sign | (((fraction | 0x800000) + (1 << (shift - 1))) >>> shift);
}

/** What each of the 65,536 stands for. */
const FLOATS = Float32Array.from({ length: 65_536 }, (_, half) => {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >>> 10) & 31;
  const fraction = half & 1023;
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (exponent - 15));
});
