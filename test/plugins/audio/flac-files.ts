import { BufferTarget, EncodedAudioPacketSource, EncodedPacket, Output, type OutputFormat } from 'mediabunny';

const HERTZ = 8000;
const BLOCK = 4096;

/** Frames of a FLAC (8 kHz, mono, 16 bits, 4096 samples each), each with its number in it. */
export function flacFrames(
  seconds: number,
  count = Math.ceil((seconds * HERTZ) / BLOCK),
  from = 0,
): Buffer[] {
  return Array.from({ length: count }, (_, at) => flacFrame(at, from + at));
}

function flacFrame(number: number, value: number): Buffer {
  // Sync and fixed blocks; 4096 samples at 8 kHz; one channel of 16 bits; the number, as UTF-8 has it.
  const head = Buffer.concat([Buffer.of(0xff, 0xf8, 0xc4, 0x08), Buffer.from(String.fromCodePoint(number))]);
  // Foretold from four samples, of which the last is the value, and nothing that is left to be added to that.
  const subframe = Buffer.of(0x18, 0, 0, 0, 0, 0, 0, value >> 8, value & 255, 0x03, 0xc0);
  const body = Buffer.concat([head, Buffer.of(crc(head, 0x07, 8)), subframe]);
  const sum = crc(body, 0x8005, 16);
  return Buffer.concat([body, Buffer.of(sum >> 8, sum & 255)]);
}

function crc(bytes: Uint8Array, polynomial: number, bits: number): number {
  let sum = 0;
  for (const byte of bytes) {
    for (let bit = 7; bit >= 0; bit--) {
      const top = (sum >> (bits - 1)) & 1;
      sum = (sum << 1) & (2 ** bits - 1);
      if (top !== ((byte >> bit) & 1)) sum ^= polynomial;
    }
  }
  return sum;
}

export async function flacIn(format: OutputFormat, frames: readonly Buffer[]): Promise<Buffer> {
  const target = new BufferTarget();
  const output = new Output({ format, target });
  const source = new EncodedAudioPacketSource('flac');
  output.addAudioTrack(source);
  await output.start();
  const description = Buffer.alloc(42);
  description.write('fLaC', 0, 'latin1');
  description.writeUInt32BE(0x8000_0022, 4);
  description.writeUInt16BE(BLOCK, 8);
  description.writeUInt16BE(BLOCK, 10);
  // Rate (20 bits), channels less one (3), bits less one (5), length (36): not known.
  description.writeUInt32BE(HERTZ * 4096 + 15 * 16, 18);
  const decoderConfig = {
    ...{ codec: 'flac', numberOfChannels: 1, sampleRate: HERTZ },
    description: new Uint8Array(description),
  };
  for (const [at, frame] of frames.entries()) {
    const packet = new EncodedPacket(frame, 'key', (at * BLOCK) / HERTZ, BLOCK / HERTZ);
    await source.add(packet, at === 0 ? { decoderConfig } : undefined);
  }
  await output.finalize();
  return Buffer.from(target.buffer!);
}
