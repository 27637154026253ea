import { type Media, Service } from 'openai-mcp-host/plugin';
import { findSharp, type Sharp } from './load-sharp.js';

/** Bytes that the pictures of one result may have together: in base64, with all else, below 1 MiB. */
const ROOM = 700_000;
const PREVIEW_BYTES = 60_000;
const EDGE = 1024;
const STEPS = [
  { edge: EDGE, quality: 80 },
  { edge: 768, quality: 70 },
  { edge: 512, quality: 65 },
  { edge: 320, quality: 60 },
];
const SHOWN_EVERYWHERE = /^image\/(png|jpeg|webp|gif)$/;

/** Makes pictures small enough to be shown beside each other in one result. */
@Service()
export class Previews {
  /** The picture itself where it is small, else a smaller one; undefined where neither can be had. */
  async of(picture: Media, count: number): Promise<Media | undefined> {
    const isShown = SHOWN_EVERYWHERE.test(picture.mimeType);
    if (isShown && picture.data.byteLength <= Math.max(PREVIEW_BYTES, ROOM / count)) return picture;
    const sharp = await findSharp();
    // Without the library, or of bytes that it can't read, the host decides whether the original fits.
    const smaller = sharp && (await shrink(sharp, picture.data).catch(() => undefined));
    return smaller ?? (isShown ? picture : undefined);
  }
}

async function shrink(sharp: Sharp, data: Uint8Array): Promise<Media> {
  // Decoded once: that takes longest.
  const { data: pixels, info: raw } = await sharp(data)
    .resize(within(EDGE))
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  const isOpaque = raw.channels < 4 || (await sharp(pixels, { raw }).stats()).isOpaque;
  let smallest: Buffer | undefined;
  for (const { edge, quality } of STEPS) {
    const scaled = sharp(pixels, { raw }).resize(within(edge));
    smallest = await (isOpaque ? scaled.jpeg({ quality }) : scaled.webp({ quality })).toBuffer();
    if (smallest.byteLength <= PREVIEW_BYTES) break;
  }
  return { data: smallest!, mimeType: isOpaque ? 'image/jpeg' : 'image/webp' };
}

const within = (edge: number) =>
  ({ width: edge, height: edge, fit: 'inside', withoutEnlargement: true }) as const;
