/** Where the samples of a WAV lie, and how they are to be read. */
export interface WavLayout {
  /** The body of its `fmt ` chunk, as it is. */
  format: Buffer;
  dataStart: number;
  dataBytes: number;
  /** Bytes that a cut may not fall between. */
  blockBytes: number;
  bytesPerSecond: number;
  isPcm16: boolean;
}

const PCM = 1;
const EXTENSIBLE = 0xfffe;
/** A stream's writer did not know yet how long it would be. */
const UNKNOWN_SIZE = 0xffff_ffff;
/** Before the samples: nothing of sense has more, and of a file of zeros each eight bytes would be one. */
const MOST_CHUNKS = 1000;

/** Reads the chunks of a WAV; undefined where it is none that can be cut. */
export async function wavLayout(blob: Blob): Promise<WavLayout | undefined> {
  const read = async (offset: number, length: number) =>
    Buffer.from(await blob.slice(offset, offset + length).arrayBuffer());
  const head = await read(0, 12);
  if (head.length < 12 || !/^(RIFF|RF64)....WAVE$/s.test(head.toString('latin1'))) return undefined;

  let format: Buffer | undefined;
  let offset = 12;
  for (let chunks = 0; chunks < MOST_CHUNKS && offset + 8 <= blob.size; chunks++) {
    const chunk = await read(offset, 8);
    const [name, size] = [chunk.toString('latin1', 0, 4), chunk.readUInt32LE(4)];
    if (name === 'fmt ') format = await read(offset + 8, Math.min(size, 1024));
    if (name === 'data') return format && layoutOf(format, offset + 8, size, blob.size);
    offset += 8 + size + (size & 1);
  }
  return undefined;
}

function layoutOf(format: Buffer, dataStart: number, told: number, size: number): WavLayout | undefined {
  if (format.length < 16) return undefined;
  const tag = format.readUInt16LE(0);
  const [bytesPerSecond, blockBytes, bits] = [
    format.readUInt32LE(8),
    format.readUInt16LE(12),
    format.readUInt16LE(14),
  ];
  if (bytesPerSecond === 0 || blockBytes === 0) return undefined;
  const there = size - dataStart;
  const dataBytes = told === 0 || told === UNKNOWN_SIZE ? there : Math.min(told, there);
  const subFormat = tag === EXTENSIBLE && format.length >= 26 ? format.readUInt16LE(24) : tag;
  const whole = dataBytes - (dataBytes % blockBytes);
  return {
    ...{ format, dataStart, dataBytes: whole, blockBytes, bytesPerSecond },
    isPcm16: subFormat === PCM && bits === 16,
  };
}
