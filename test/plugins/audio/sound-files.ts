import { BufferTarget, EncodedAudioPacketSource, EncodedPacket, Output, type OutputFormat } from 'mediabunny';

const HERTZ = 8000;

/** The bytes of a WAV of samples: 8 kHz, mono. */
export function wav(samples: Buffer, bits: 8 | 16 = 8): Buffer {
  const head = Buffer.alloc(44);
  head.write('RIFF', 0, 'latin1');
  head.writeUInt32LE(36 + samples.length, 4);
  head.write('WAVEfmt ', 8, 'latin1');
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(HERTZ, 24);
  head.writeUInt32LE((HERTZ * bits) / 8, 28);
  head.writeUInt16LE(bits / 8, 32);
  head.writeUInt16LE(bits, 34);
  head.write('data', 36, 'latin1');
  head.writeUInt32LE(samples.length, 40);
  return Buffer.concat([head, samples]);
}

/** Samples of which no two stretches are alike, with a second of silence wherever it is wanted. */
export function samples(seconds: number, bits: 8 | 16 = 8, silentAt: readonly number[] = []): Buffer {
  const width = bits / 8;
  const bytes = Buffer.alloc(seconds * HERTZ * width, bits === 8 ? 0x80 : 0);
  let seed = 1;
  for (let at = 0; at < seconds * HERTZ; at++) {
    seed = (seed * 1_103_515_245 + 12_345) & 0x7fff_ffff;
    if (silentAt.includes(Math.floor(at / HERTZ))) continue;
    if (bits === 8) bytes[at] = seed >> 16;
    else bytes.writeInt16LE((seed >> 15) - 32_768, at * 2);
  }
  return bytes;
}

export const MP3_FRAME_SECONDS = 576 / 24_000;

/** Frames of an MP3 (MPEG-2 layer III, 32 kbit/s, 24 kHz, mono), each with its number in it. */
export function mp3Frames(count: number): Buffer[] {
  return Array.from({ length: count }, (_, number) => {
    const frame = Buffer.alloc(96);
    frame.set([0xff, 0xf3, 0x44, 0xc0]);
    frame.writeUInt32BE(number, 60);
    return frame;
  });
}

/** An ID3 tag with something in it that looks like a frame. */
export const ID3 = Buffer.concat([
  Buffer.from('ID3\x04\0\0\0\0\x01\0', 'latin1'),
  Buffer.from([0xff, 0xf3, 0x44, 0xc0]),
  Buffer.alloc(124),
]);

const OPUS_HEAD = Buffer.from('4f707573486561640101380180bb0000000000', 'hex');
const OPUS_SECONDS = 0.02;

/** Opus packets of silence, each with its number in it, in whatever container. */
export async function opusIn(format: OutputFormat, seconds: number): Promise<Buffer> {
  const target = new BufferTarget();
  const output = new Output({ format, target });
  const source = new EncodedAudioPacketSource('opus');
  output.addAudioTrack(source);
  await output.start();
  const decoderConfig = {
    ...{ codec: 'opus', numberOfChannels: 1, sampleRate: 48_000 },
    description: new Uint8Array(OPUS_HEAD),
  };
  for (let at = 0; at * OPUS_SECONDS < seconds; at++) {
    const data = Buffer.from([0xf8, 0xff, 0xfe, 0, 0, 0, 0]);
    data.writeUInt32BE(at, 3);
    const packet = new EncodedPacket(data, 'key', at * OPUS_SECONDS, OPUS_SECONDS);
    await source.add(packet, at === 0 ? { decoderConfig } : undefined);
  }
  await output.finalize();
  return Buffer.from(target.buffer!);
}
