export interface ImageSize {
  format: 'PNG' | 'JPEG' | 'GIF' | 'WebP';
  width?: number;
  height?: number;
}

const FRAME_MARKERS = new Set([0xc0, 0xc1, 0xc2, 0xc3, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcd, 0xce, 0xcf]);

const sizeOfJpeg = (bytes: Buffer): ImageSize => {
  for (let at = 2; at + 9 < bytes.length && bytes[at] === 0xff; at += 2 + bytes.readUInt16BE(at + 2)) {
    if (FRAME_MARKERS.has(bytes[at + 1]!)) {
      return { format: 'JPEG', height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) };
    }
  }
  return { format: 'JPEG' };
};

/** What the bytes say they are; undefined if they are none of the four formats that the API reads. */
export const imageSize = (bytes: Buffer): ImageSize | undefined => {
  const head = bytes.toString('latin1', 0, 16);
  if (head.startsWith('\x89PNG\r\n\x1a\n') && bytes.length >= 24) {
    return { format: 'PNG', width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
  }
  if (head.startsWith('\xff\xd8\xff')) return sizeOfJpeg(bytes);
  if (head.startsWith('GIF8') && bytes.length >= 10) {
    return { format: 'GIF', width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8) };
  }
  if (head.startsWith('RIFF') && head.slice(8, 12) === 'WEBP') return { format: 'WebP' };
  return undefined;
};

/** Such as "512x512 PNG". */
export const describeImage = ({ format, width, height }: ImageSize): string =>
  width === undefined ? `${format}` : `${width}x${height} ${format}`;
