import { setImmediate } from 'node:timers/promises';

/** A vector as it came: numbers, or their float32 bytes in base64. */
export type Vector = number[] | string;

/** After this many vectors other calls get their turn. */
const BATCH = 64;

export function numbersOf(vector: Vector): number[] {
  if (typeof vector !== 'string') return vector;
  const bytes = new Uint8Array(Buffer.from(vector, 'base64'));
  return Array.from(new Float32Array(bytes.buffer, 0, Math.floor(bytes.length / 4)));
}

export function base64Of(vector: Vector): string {
  if (typeof vector === 'string') return vector;
  return Buffer.from(new Float32Array(vector).buffer).toString('base64');
}

/** One line for each vector: `{"index":0,"embedding":…}`. */
export async function jsonLines(
  vectors: readonly Vector[],
  write: (vector: Vector) => Vector,
): Promise<string> {
  const lines: string[] = [];
  for (const [index, vector] of vectors.entries()) {
    if (index % BATCH === BATCH - 1) await setImmediate();
    lines.push(`${JSON.stringify({ index, embedding: write(vector) })}\n`);
  }
  return lines.join('');
}
