import { badRequest } from './api-error.js';
import type { GivenPictures } from './given-pictures.js';
import { loadSharp } from './picture-formats.js';

/** How much of a new picture shows through an edit that has no mask. */
const TINT = 0.35;

/**
 * A new picture where the mask or the first given one is transparent, and the given one elsewhere. Without a library for
 * it, the new picture alone.
 */
export const paintOver = async (
  { pictures, mask }: GivenPictures,
  drawn: Buffer,
  width: number,
  height: number,
): Promise<Buffer> => {
  const sharp = await loadSharp();
  if (!sharp) return drawn;
  const resize = { width, height, fit: 'fill' } as const;
  const given = sharp(pictures[0]!.bytes)
    .autoOrient()
    .resize(resize)
    .ensureAlpha(mask ? 1 : 1 - TINT);
  const kept = mask
    ? given.composite([{ input: await sharp(mask).resize(resize).png().toBuffer(), blend: 'dest-in' }])
    : given;
  const input = await kept
    .png()
    .toBuffer()
    .catch(() => {
      throw badRequest('Invalid image file or mode for image edit.', 'image', 'invalid_image_file');
    });
  return sharp(drawn).composite([{ input }]).png().toBuffer();
};
