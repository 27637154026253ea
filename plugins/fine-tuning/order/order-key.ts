import { createHash } from 'node:crypto';
import type { TrainingFile } from './training-upload.js';
import type { TuningOrder } from './tuning-order.js';

const hashOf = async (pieces: AsyncIterable<Uint8Array>): Promise<string> => {
  const hash = createHash('sha256');
  for await (const piece of pieces) hash.update(piece);
  return hash.digest('hex');
};

/** The same for the same order of the same examples, wherever they lie. */
export async function keyOf(order: TuningOrder, files: readonly TrainingFile[]): Promise<string> {
  const examples = await Promise.all(
    files.map(
      ({ id, opened }) => id ?? hashOf(opened!.blob.stream() as unknown as AsyncIterable<Uint8Array>),
    ),
  );
  const { training_file: _, validation_file: __, ...rest } = order;
  const told = Object.entries(rest).sort(([one], [other]) => (one < other ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify([told, examples]))
    .digest('hex');
}
