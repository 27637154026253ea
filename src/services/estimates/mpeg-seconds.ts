const WINDOW = 256 * 1024;
const HEADER = 4;
/** Kilobits a second by their index: of layer III, MPEG-1 and the later two. */
const MPEG1 = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
const MPEG2 = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
const HERTZ = [44_100, 48_000, 32_000];

/** Seconds of an MP3 frame by frame, and the bytes that are in none; undefined for what does not begin as an MP3 does. */
export async function mpegSeconds(file: Blob): Promise<{ seconds: number; otherBytes: number } | undefined> {
  let window = await windowAt(file, 0);
  if (window.toString('latin1', 0, 3) !== 'ID3' && frameAt(window, 0) === undefined) return undefined;
  let start = 0;
  let seconds = 0;
  let otherBytes = 0;
  for (let offset = tagBytes(window); offset + HEADER <= file.size; ) {
    if (offset - start + HEADER > window.length) {
      window = await windowAt(file, offset);
      start = offset;
    }
    const frame = frameAt(window, offset - start);
    seconds += frame?.seconds ?? 0;
    otherBytes += frame === undefined ? 1 : 0;
    offset += frame?.bytes ?? 1;
  }
  return { seconds, otherBytes: otherBytes + Math.min(file.size, tagBytes(await windowAt(file, 0))) };
}

const windowAt = async (file: Blob, offset: number): Promise<Buffer> =>
  Buffer.from(await file.slice(offset, offset + WINDOW).arrayBuffer());

function frameAt(window: Buffer, at: number): { bytes: number; seconds: number } | undefined {
  const [first, second = 0, third = 0] = window.subarray(at, at + 3);
  const version = (second >> 3) & 3;
  const isLayer3 = ((second >> 1) & 3) === 1;
  if (first !== 0xff || (second & 0xe0) !== 0xe0 || version === 1 || !isLayer3) return undefined;
  const isFirst = version === 3;
  const kilobits = (isFirst ? MPEG1 : MPEG2)[third >> 4];
  const hertz = HERTZ[(third >> 2) & 3];
  if (!kilobits || hertz === undefined) return undefined;
  const rate = isFirst ? hertz : version === 2 ? hertz / 2 : hertz / 4;
  const samples = isFirst ? 1152 : 576;
  return {
    bytes: Math.floor((samples * kilobits * 125) / rate) + ((third >> 1) & 1),
    seconds: samples / rate,
  };
}

/** Of an ID3 tag at the start. */
function tagBytes(head: Buffer): number {
  if (head.length < 10 || head.toString('latin1', 0, 3) !== 'ID3') return 0;
  return 10 + head.subarray(6, 10).reduce((sum, byte) => sum * 128 + (byte & 0x7f), 0);
}
