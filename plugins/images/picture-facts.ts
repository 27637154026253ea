import { findSharp } from './load-sharp.js';
import type { Size } from './picture-size.js';

/** What a mask and its picture are compared by. */
interface PictureFacts extends Size {
  hasAlpha: boolean;
}

/** Upright, as image models see it; undefined where nobody here can read it. Without sharp, only PNG. */
export async function pictureFacts(data: Buffer): Promise<PictureFacts | undefined> {
  const sharp = await findSharp();
  if (sharp === undefined) return pngFacts(data);
  try {
    const { autoOrient, hasAlpha } = await sharp(data).metadata();
    return { ...autoOrient, hasAlpha: hasAlpha === true };
  } catch {
    return pngFacts(data);
  }
}

/** Whether any pixel is fully transparent; undefined where nobody here can tell. */
export async function hasHoles(data: Buffer): Promise<boolean | undefined> {
  const sharp = await findSharp();
  if (sharp === undefined) return undefined;
  const stats = await sharp(data)
    .stats()
    .catch(() => undefined);
  return stats && !stats.isOpaque && stats.channels.at(-1)!.min === 0;
}

const WITH_ALPHA = new Set([4, 6]);

function pngFacts(data: Buffer): PictureFacts | undefined {
  if (data.length < 33 || data.toString('latin1', 1, 4) !== 'PNG') return undefined;
  const beforePixels = data.subarray(0, Math.max(33, data.indexOf('IDAT')));
  const hasAlpha = WITH_ALPHA.has(data[25]!) || beforePixels.includes('tRNS');
  return { width: data.readUInt32BE(16), height: data.readUInt32BE(20), hasAlpha };
}
