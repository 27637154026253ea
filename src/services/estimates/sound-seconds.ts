/** Bytes a second of the thinnest sound that compressed formats allow (Opus at 6 kbit/s). */
const LEAST_BYTES_PER_SECOND = 750;

/** Seconds at most of a sound file, by its head and its size. */
export function soundSeconds(head: Buffer, bytes: number): number {
  const rate = wavRate(head) ?? LEAST_BYTES_PER_SECOND;
  return bytes / rate;
}

/** Bytes a second of plain PCM, by the facts that the decoder goes by, not by what the file says of its rate. */
function wavRate(head: Buffer): number | undefined {
  if (
    head.length < 36 ||
    head.toString('latin1', 0, 4) !== 'RIFF' ||
    head.toString('latin1', 8, 16) !== 'WAVEfmt '
  )
    return undefined;
  const [format, channels, hertz, bits] = [
    head.readUInt16LE(20),
    head.readUInt16LE(22),
    head.readUInt32LE(24),
    head.readUInt16LE(34),
  ];
  const rate = hertz * channels * (bits / 8);
  return format === 1 && rate >= LEAST_BYTES_PER_SECOND ? rate : undefined;
}
