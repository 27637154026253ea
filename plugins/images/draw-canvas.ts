import type { GrownCanvas } from './grown-canvas.js';
import type { Sharp } from './load-sharp.js';

const CLEAR = { r: 0, g: 0, b: 0, alpha: 0 };
const SOLID = { r: 0, g: 0, b: 0, alpha: 1 };

/** The picture on its grown canvas, and a mask that is transparent where something is to be drawn; both PNG. */
export async function drawCanvas(sharp: Sharp, picture: Buffer, plan: GrownCanvas) {
  const { width, height, left, top } = plan.picture;
  const blank = () =>
    sharp({ create: { width: plan.width, height: plan.height, channels: 4, background: CLEAR } });
  const scaled = await sharp(picture)
    .autoOrient()
    .resize({ width, height, fit: 'fill' })
    .toColourspace('srgb')
    .ensureAlpha()
    .png({ compressionLevel: 1 })
    .toBuffer();
  const kept = sharp({ create: { width, height, channels: 4, background: SOLID } });
  const [canvas, mask] = await Promise.all([
    blank()
      .composite([{ input: scaled, left, top }])
      .png()
      .toBuffer(),
    blank()
      .composite([{ input: await kept.png().toBuffer(), left, top }])
      .png()
      .toBuffer(),
  ]);
  return { canvas, mask };
}
