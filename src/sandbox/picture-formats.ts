import { badRequest } from './api-error.js';

export type PictureFormat = 'png' | 'webp' | 'jpeg' | 'gif' | 'svg';
const FRAME_MS = 200;

/** The library that encodes what is no PNG; an optional dependency. */
export const loadSharp = () =>
  import('sharp').then(
    (module) => module.default,
    () => undefined,
  );

/** A PNG in another format. Its frames, where it is to move, differ in their light. */
export const encodeAs = async (
  png: Buffer,
  format: Exclude<PictureFormat, 'svg'>,
  { compression = 100, frames = 9 }: { compression?: number; frames?: number },
): Promise<Buffer> => {
  if (format === 'png') return png;
  const sharp = await loadSharp();
  if (!sharp) {
    throw badRequest(
      `Without the library sharp, the sandbox draws PNG only, not '${format}'. Leave output_format out, or npm install sharp.`,
      'output_format',
    );
  }
  const quality = Math.max(1, compression);
  if (format === 'jpeg') return sharp(png).jpeg({ quality }).toBuffer();
  if (format === 'webp') return sharp(png).webp({ quality }).toBuffer();
  const stills = Array.from({ length: frames }, (_, at) =>
    sharp(png)
      .modulate({ brightness: 0.8 + (0.4 * at) / frames })
      .png()
      .toBuffer(),
  );
  return sharp(await Promise.all(stills), { join: { animated: true } })
    .gif({ delay: Array(frames).fill(FRAME_MS), loop: 0 })
    .toBuffer();
};
