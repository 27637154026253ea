/** Bits of the header before the number of the frame, in bytes. */
const NUMBER_AT = 4;
const IS_VARIABLE = 1;

/**
 * A FLAC frame under another number. Frames are numbered from the start of the file (by samples where their length
 * varies), so what is cut out or put together needs new ones; what sounds stays bit for bit as it is.
 */
export function renumberedFlacFrame(
  frame: Uint8Array,
  place: { frames: number; samples: number },
): Uint8Array {
  const isVariable = (frame[1]! & IS_VARIABLE) !== 0;
  const oldNumber = codedLength(frame[NUMBER_AT]!);
  const rest = NUMBER_AT + oldNumber;
  const headerEnd = rest + sizeBytes(frame[2]! >> 4) + rateBytes(frame[2]! & 15);
  const header = [
    ...frame.subarray(0, NUMBER_AT),
    ...codedNumber(isVariable ? place.samples : place.frames),
    ...frame.subarray(rest, headerEnd),
  ];
  const body = frame.subarray(headerEnd + 1, frame.length - 2);
  const whole = Buffer.concat([Buffer.from([...header, crc8(header)]), body]);
  const sum = crc16(whole);
  return Buffer.concat([whole, Buffer.of(sum >> 8, sum & 255)]);
}

const sizeBytes = (code: number): number => (code === 6 ? 1 : code === 7 ? 2 : 0);
const rateBytes = (code: number): number => (code === 12 ? 1 : code === 13 || code === 14 ? 2 : 0);

/** Numbers are written as UTF-8 writes characters, of up to seven bytes. */
const codedLength = (first: number): number => (first < 0x80 ? 1 : Math.clz32(~(first << 24)));

function codedNumber(number: number): number[] {
  if (number < 0x80) return [number];
  const bytes: number[] = [];
  let left = number;
  let room = 0x40;
  do {
    bytes.unshift(0x80 | (left % 64));
    left = Math.floor(left / 64);
    room >>= 1;
  } while (left >= room);
  return [((0xff00 >> (bytes.length + 1)) & 0xff) | left, ...bytes];
}

const crc8 = (bytes: Iterable<number>): number => crc(bytes, 0x07, 8);
const CRC16_TABLE = Uint16Array.from({ length: 256 }, (_, byte) => crc([byte], 0x8005, 16));

function crc16(bytes: Uint8Array): number {
  let sum = 0;
  for (const byte of bytes) sum = ((sum << 8) & 0xffff) ^ CRC16_TABLE[(sum >> 8) ^ byte]!;
  return sum;
}

function crc(bytes: Iterable<number>, polynomial: number, bits: 8 | 16): number {
  const top = 1 << (bits - 1);
  let sum = 0;
  for (const byte of bytes) {
    sum ^= byte << (bits - 8);
    for (let bit = 0; bit < 8; bit++) sum = sum & top ? (sum << 1) ^ polynomial : sum << 1;
  }
  return sum & (2 ** bits - 1);
}
