import type { PictureSize } from './picture-size.js';

/** How a family of models counts the tokens of a picture that it looks at. */
type Counting =
  | { tile: number; base: number }
  | { patches: number; patchesOfOriginal?: number; multiplier: number };

// Measured bills are up to 1.2 tokens a patch where the guide says 1: openai-community threads 1372291 and 1377015.
const NEWER: Counting = { patches: 2500, patchesOfOriginal: 10_000, multiplier: 1.25 };
const COUNTINGS: readonly [model: RegExp, counting: Counting][] = [
  [/^gpt-4o-mini/, { base: 2833, tile: 5667 }],
  [/^(gpt-4o|gpt-4\.1(-\d{4}.*)?$|gpt-4-turbo)/, { base: 85, tile: 170 }],
  [/^gpt-4\.1-mini/, { patches: 1536, multiplier: 1.62 }],
  [/^(gpt-4\.1-nano|gpt-5-nano)/, { patches: 1536, multiplier: 2.46 }],
  [/^(gpt-5-mini|gpt-5\.1-codex-mini)/, { patches: 1536, multiplier: 1.62 }],
  [/^o4-mini/, { patches: 1536, multiplier: 1.72 }],
  [/^o[13]/, { base: 75, tile: 150 }],
  [/^gpt-5(\.1)?(-(pro|codex|chat).*|-\d{4}.*)?$/, { base: 70, tile: 140 }],
];
const MOST_TILES = 8;

const patchesOf = ({ width, height }: PictureSize): number => Math.ceil(width / 32) * Math.ceil(height / 32);

/** Tokens at most of a picture in a prompt; without its size, those of the largest that counts. */
export function seenPictureTokens(model: string, detail: string, size: PictureSize | undefined): number {
  const counting = COUNTINGS.find(([pattern]) => pattern.test(model))?.[1] ?? NEWER;
  if ('tile' in counting)
    return counting.base + (detail === 'low' ? 0 : counting.tile * (size ? tilesOf(size) : MOST_TILES));
  const { patches, patchesOfOriginal = patches, multiplier } = counting;
  // `auto` may be taken for the finest. What `low` saves differs from model to model, and may be nothing.
  const most = detail === 'high' || detail === 'low' ? patches : patchesOfOriginal;
  return Math.ceil(Math.min(most, size ? patchesOf(size) : most) * multiplier);
}

/** Squares of 512 pixels, after it is fitted into 2,048 × 2,048 and its short side is brought down to 768. */
function tilesOf({ width, height }: PictureSize): number {
  const scale = Math.min(1, 2048 / Math.max(width, height), 768 / Math.min(width, height));
  return Math.min(MOST_TILES, Math.ceil((width * scale) / 512) * Math.ceil((height * scale) / 512));
}
