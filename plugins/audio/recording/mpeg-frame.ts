/** A frame of MPEG audio, as MP3 files string them together. */
export interface MpegFrame {
  bytes: number;
  seconds: number;
  /** Bits that its first half sounds with: next to none where it is silent, at any bit rate. */
  loudness: number;
}

/** What the first bytes of a frame must hold to be read. */
export const MPEG_HEAD_BYTES = 16;

const HERTZ = [44_100, 48_000, 32_000];
/** Kilobits a second by their index in the header: layers II and III of MPEG-1, layer III of MPEG-2. */
const MPEG1_LAYER2 = [0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384];
const MPEG1_LAYER3 = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
const MPEG2 = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];

/** Reads a frame by its head; undefined where there is none of layer II or III. */
export function mpegFrame(head: Buffer): MpegFrame | undefined {
  if (head.length < MPEG_HEAD_BYTES || head[0] !== 0xff || (head[1]! & 0xe0) !== 0xe0) return undefined;
  const version = (head[1]! >> 3) & 3;
  const layer = 4 - ((head[1]! >> 1) & 3);
  const rates = version === 3 ? (layer === 3 ? MPEG1_LAYER3 : MPEG1_LAYER2) : MPEG2;
  const kilobits = rates[head[2]! >> 4];
  const hertz = HERTZ[(head[2]! >> 2) & 3];
  if (version === 1 || layer === 4 || layer === 1 || !kilobits || hertz === undefined) return undefined;

  const sampleRate = version === 3 ? hertz : version === 2 ? hertz / 2 : hertz / 4;
  const samples = layer === 3 && version !== 3 ? 576 : 1152;
  const padding = (head[2]! >> 1) & 1;
  const bytes = Math.floor((samples * kilobits * 125) / sampleRate) + padding;
  return {
    bytes,
    seconds: samples / sampleRate,
    loudness: layer === 3 ? firstGranuleBits(head, version) : 0,
  };
}

/** `part2_3_length` of the first granule, after the frame's header, checksum, and the side information before it. */
function firstGranuleBits(head: Buffer, version: number): number {
  const isMono = head[3]! >> 6 === 3;
  const hasChecksum = (head[1]! & 1) === 0;
  const before = version === 3 ? (isMono ? 18 : 20) : isMono ? 9 : 10;
  const bit = (hasChecksum ? 48 : 32) + before;
  return (head.readUInt32BE(bit >> 3) >>> (20 - (bit & 7))) & 0xfff;
}

const SIDE_INFO = [9, 17, 32];
const FRAME_COUNTS = ['Xing', 'Info', 'VBRI'];

/** Whether a frame sounds nothing and counts the frames of the file: wrong in any part of it. */
export function countsFrames(frame: Buffer): boolean {
  const places = [...SIDE_INFO.map((bytes) => 4 + bytes), ...SIDE_INFO.map((bytes) => 6 + bytes)];
  return places.some((at) => FRAME_COUNTS.includes(frame.toString('latin1', at, at + 4)));
}
