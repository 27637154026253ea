export interface PictureSize {
  width: number;
  height: number;
}

const HEAD_BYTES = 512 * 1024;

/** Width and height by the head of a PNG, JPEG, GIF or WebP file; undefined for anything else. */
function pictureSize(head: Buffer): PictureSize | undefined {
  try {
    const size = pngSize(head) ?? gifSize(head) ?? webpSize(head) ?? jpegSize(head);
    return size !== undefined && size.width > 0 && size.height > 0 ? size : undefined;
  } catch {
    // Cut off within its head.
    return undefined;
  }
}

export const pictureSizeOfBase64 = (data: string): PictureSize | undefined =>
  pictureSize(Buffer.from(data.slice(0, (HEAD_BYTES / 3) * 4), 'base64'));

const pngSize = (head: Buffer): PictureSize | undefined =>
  head.toString('latin1', 1, 4) === 'PNG' && head.toString('latin1', 12, 16) === 'IHDR'
    ? { width: head.readUInt32BE(16), height: head.readUInt32BE(20) }
    : undefined;

const gifSize = (head: Buffer): PictureSize | undefined =>
  head.toString('latin1', 0, 3) === 'GIF'
    ? { width: head.readUInt16LE(6), height: head.readUInt16LE(8) }
    : undefined;

function webpSize(head: Buffer): PictureSize | undefined {
  if (head.toString('latin1', 8, 12) !== 'WEBP') return undefined;
  const kind = head.toString('latin1', 12, 16);
  if (kind === 'VP8X') return { width: head.readUIntLE(24, 3) + 1, height: head.readUIntLE(27, 3) + 1 };
  if (kind === 'VP8 ')
    return { width: head.readUInt16LE(26) & 0x3fff, height: head.readUInt16LE(28) & 0x3fff };
  if (kind !== 'VP8L') return undefined;
  const bits = head.readUInt32LE(21);
  return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
}

function jpegSize(head: Buffer): PictureSize | undefined {
  if (head.readUInt16BE(0) !== 0xffd8) return undefined;
  for (let at = 2; ; ) {
    while (head.readUInt8(at) === 0xff && head.readUInt8(at + 1) === 0xff) at += 1;
    const marker = head.readUInt16BE(at);
    if (marker < 0xff01) return undefined;
    // The frame headers SOF0 to SOF15, without DHT, JPG and DAC in their midst.
    if (marker >= 0xffc0 && marker <= 0xffcf && ![0xffc4, 0xffc8, 0xffcc].includes(marker))
      return { height: head.readUInt16BE(at + 5), width: head.readUInt16BE(at + 7) };
    at += 2 + head.readUInt16BE(at + 2);
  }
}
