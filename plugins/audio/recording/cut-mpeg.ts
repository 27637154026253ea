import { BlobWindow } from './blob-window.js';
import { inParts } from './in-parts.js';
import { countsFrames, MPEG_HEAD_BYTES, type MpegFrame, mpegFrame } from './mpeg-frame.js';
import type { SoundPart } from './sound-part.js';
import type { PartLimits } from './sound-unit.js';
import { passPacket } from './young-garbage.js';

interface PlacedFrame extends MpegFrame {
  offset: number;
}

/** How far to look for the next frame where there is something else. */
const LOST_AFTER = 1024 * 1024;

/** Cuts an MP3 between its frames: each part is a stretch of the file as it lies on the disk. */
export async function* cutMpeg(blob: Blob, limits: PartLimits): AsyncGenerator<SoundPart> {
  let start = 0;
  for await (const frames of inParts(mpegFrames(blob), limits)) {
    const last = frames.at(-1)!;
    const seconds = frames.reduce((sum, frame) => sum + frame.seconds, 0);
    const bytes = blob.slice(frames[0]!.offset, last.offset + last.bytes, 'audio/mpeg');
    yield { blob: bytes, extension: '.mp3', start, seconds };
    start += seconds;
  }
}

/** Seconds of an MP3 by its frames; undefined where it has none. */
export async function mpegSeconds(blob: Blob): Promise<number | undefined> {
  let seconds = 0;
  for await (const frame of mpegFrames(blob)) seconds += frame.seconds;
  return seconds > 0 ? seconds : undefined;
}

/** The frames that sound, tags and what else lies between them left out. */
async function* mpegFrames(blob: Blob): AsyncGenerator<PlacedFrame> {
  const window = new BlobWindow(blob);
  let offset = await afterTag(window);
  let isFirst = true;
  for (let lost = 0; offset + MPEG_HEAD_BYTES <= blob.size && lost <= LOST_AFTER; ) {
    const frame = mpegFrame(await window.read(offset, MPEG_HEAD_BYTES));
    if (
      frame === undefined ||
      offset + frame.bytes > blob.size ||
      !(await isFollowed(window, offset, frame, blob.size, lost))
    ) {
      offset += 1;
      lost += 1;
      continue;
    }
    const isCount = isFirst && countsFrames(await window.read(offset, 64));
    passPacket();
    if (!isCount) yield { ...frame, offset };
    isFirst = false;
    lost = 0;
    offset += frame.bytes;
  }
}

/** After anything that is no frame, what looks like one must be followed by another. */
async function isFollowed(
  window: BlobWindow,
  offset: number,
  { bytes }: MpegFrame,
  size: number,
  lost: number,
): Promise<boolean> {
  const next = offset + bytes;
  if (lost === 0 || next + MPEG_HEAD_BYTES > size) return true;
  return mpegFrame(await window.read(next, MPEG_HEAD_BYTES)) !== undefined;
}

/** Where an ID3 tag at the start ends. */
async function afterTag(window: BlobWindow): Promise<number> {
  const head = await window.read(0, 10);
  if (head.length < 10 || head.toString('latin1', 0, 3) !== 'ID3') return 0;
  const size = head.subarray(6, 10).reduce((sum, byte) => sum * 128 + (byte & 0x7f), 0);
  return 10 + size + (head[5]! & 0x10 ? 10 : 0);
}
