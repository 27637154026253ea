import sharp from 'sharp';

type Format = 'png' | 'jpeg' | 'webp' | 'gif';

/** A picture of one colour; `alpha` from 0 to 1. */
export const plain = (
  width: number,
  height: number,
  format: Format = 'png',
  alpha?: number,
): Promise<Buffer> =>
  sharp({
    create: {
      ...{ width, height, channels: alpha === undefined ? 3 : 4 },
      background: { r: 200, g: 90, b: 40, alpha: alpha ?? 1 },
    },
  })
    .toFormat(format)
    .toBuffer();

/** A picture that can't be compressed: about 3 bytes a pixel. */
export const noisy = (width: number, height: number): Promise<Buffer> =>
  sharp({
    create: {
      ...{ width, height, channels: 3, background: 'white' },
      noise: { type: 'gaussian', mean: 128, sigma: 60 },
    },
  })
    .png({ compressionLevel: 1 })
    .toBuffer();

/** A mask that is transparent in its left half. */
export const leftHalf = async (width: number, height: number): Promise<Buffer> => {
  const background = { r: 0, g: 0, b: 0, alpha: 1 };
  const right = { width: Math.ceil(width / 2), height, channels: 4 as const, background };
  const blank = { width, height, channels: 4 as const, background: { ...background, alpha: 0 } };
  return sharp({ create: blank })
    .composite([{ input: { create: right }, left: Math.floor(width / 2), top: 0 }])
    .png()
    .toBuffer();
};

export const dataUrl = (data: Buffer, type: string): string =>
  `data:${type};base64,${data.toString('base64')}`;
