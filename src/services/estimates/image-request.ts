import { dearest, modelOf } from './dearest-price.js';
import { drawnTokens } from './drawn-tokens.js';
import type { CostSubject, Estimator } from './estimate.js';
import { estimateOf, UnknownCost } from './unknown-cost.js';

/** Tokens at most of one picture to start from: of models that take any size, and of the older ones. */
const GIVEN = { anySize: 2000, older: 1100, olderFaithful: 7400 };
/** Tokens at most of what a model writes beside each picture. */
const WRITTEN = { anySize: 256, older: 1024 };
const PREAMBLE = 64;
const PICTURE_FIELDS = ['image', 'image[]', 'images', 'mask', 'markup'];

/** Pictures drawn, changed or varied. */
export const estimateImages: Estimator = async (subject, services) => {
  const field = (name: string): unknown => subject.form?.get(name) ?? subject.json[name];
  const model = await modelOf(subject, services);
  const anySize = model.entry?.capabilities?.includes('any-size') === true;
  const count = Math.max(1, Number(field('n') ?? 1) || 1);
  const perGiven = anySize
    ? GIVEN.anySize
    : field('input_fidelity') === 'high'
      ? GIVEN.olderFaithful
      : GIVEN.older;
  const given = picturesIn(subject) * perGiven * count;
  const prompt = (Buffer.byteLength(String(field('prompt') ?? '')) + PREAMBLE) * count;
  const written = WRITTEN[anySize ? 'anySize' : 'older'] * count;
  let drawn = 0;
  let obstacle: unknown;
  try {
    drawn = drawnTokens(model, drawingOf(field)).tokens * count;
  } catch (error) {
    if (!(error instanceof UnknownCost)) throw error;
    obstacle = error;
  }

  return estimateOf(prompt + given, drawn + written, () => {
    if (model.priced?.price === undefined) dearest(model, []);
    if (obstacle !== undefined) throw obstacle;
    return (
      BigInt(prompt) * dearest(model, ['input']) +
      BigInt(given) * dearest(model, ['imageInput']) +
      BigInt(written) * dearest(model, ['output']) +
      BigInt(drawn) * dearest(model, ['imageOutput'])
    );
  });
};

const drawingOf = (field: (name: string) => unknown) => ({
  size: field('size'),
  quality: field('quality'),
  partial_images: field('partial_images'),
  frame_count: field('frame_count'),
  output_format: field('output_format'),
});

function picturesIn({ form, json }: CostSubject): number {
  const counts = PICTURE_FIELDS.map((name) => {
    const value = json[name];
    return (form?.getAll(name).length ?? 0) + (Array.isArray(value) ? value.length : value ? 1 : 0);
  });
  return counts.reduce((sum, each) => sum + each, 0);
}
