/** A vector of the same direction and of length 1; undefined where it has no direction. */
export function unit(vector: Float32Array): Float32Array | undefined {
  const length = Math.sqrt(dot(vector, vector));
  if (!Number.isFinite(length) || length === 0) return undefined;
  return vector.map((number) => number / length);
}

/** Of two vectors of length 1: the cosine of the angle between them. */
export function dot(one: Float32Array, other: Float32Array): number {
  let sum = 0;
  for (let place = 0; place < one.length; place++) sum += one[place]! * other[place]!;
  return sum;
}
