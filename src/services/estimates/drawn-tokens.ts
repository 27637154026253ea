import type { EstimatedModel } from './dearest-price.js';
import { UnknownCost } from './unknown-cost.js';

const MOST_PIXELS = 8_294_400;
const PER_PARTIAL = 100;
/** Of gpt-image-1.5 and its kin: https://developers.openai.com/api/docs/guides/image-generation. */
const FIXED: Record<string, readonly [square: number, oblong: number]> = {
  low: [272, 408],
  medium: [1056, 1584],
  high: [4160, 6240],
};
const LESS = 'Ask for quality high or lower, and name a size.';

interface Drawing {
  size?: unknown;
  quality?: unknown;
  partial_images?: unknown;
  frame_count?: unknown;
  output_format?: unknown;
}

/**
 * Output tokens at most of one picture, with what is sent of it before it is done.
 *
 * @throws UnknownCost where nobody has published how many a quality takes.
 */
export function drawnTokens({ id, entry }: EstimatedModel, drawing: Drawing): { tokens: number } {
  const partial = Number(drawing.partial_images ?? 0) || 0;
  const frames = drawing.output_format === 'gif' ? Number(drawing.frame_count ?? 9) || 16 : 1;
  if (drawing.output_format === 'svg')
    throw new UnknownCost('What the author model of an SVG writes has no bound.', 'Ask for png.');
  const each = entry?.capabilities?.includes('any-size')
    ? anySize(id, entry.drawing, drawing)
    : fixedSize(drawing);
  return { tokens: each * frames + partial * PER_PARTIAL };
}

function fixedSize({ size, quality }: Drawing): number {
  const [square, oblong] = FIXED[String(quality)] ?? FIXED.high!;
  return size === '1024x1024' ? square : oblong;
}

// The published calculator of gpt-image-2: the quality's number along the long side, its share along the short one, and
// more of both for more pixels.
function anySize(
  id: string | null,
  levels: Record<string, number | null> | undefined,
  { size, quality }: Drawing,
): number {
  const factor = levels && factorOf(levels, quality);
  if (factor === null || factor === undefined) {
    const level = typeof quality === 'string' ? quality : 'auto';
    throw new UnknownCost(`How many tokens ${id} draws at quality ${level} is not published.`, LESS);
  }
  const [width, height] = sidesOf(size);
  const long = Math.max(width, height);
  const short = Math.min(width, height);
  const shortFactor = Math.floor((2 * factor * short + long) / (2 * long));
  return Math.ceil((factor * shortFactor * (2_000_000 + width * height)) / 4_000_000);
}

function factorOf(levels: Record<string, number | null>, quality: unknown): number | null | undefined {
  if (typeof quality === 'string' && quality !== 'auto') return levels[quality];
  const all = Object.values(levels);
  return all.includes(null) ? null : Math.max(...(all as number[]));
}

function sidesOf(size: unknown): [number, number] {
  const [, width, height] = /^(\d+)x(\d+)$/.exec(String(size)) ?? [];
  const sides: [number, number] = [Number(width), Number(height)];
  // auto: the largest square, which takes most.
  return sides[0] * sides[1] > 0 ? sides : [Math.sqrt(MOST_PIXELS), Math.sqrt(MOST_PIXELS)];
}
