import type { AudioCodec, EncodedPacket, OutputFormat } from 'mediabunny';
import { renumberedFlacFrame } from './flac-frame.js';

export interface Packed {
  blob: Blob;
  extension: string;
}

type Mediabunny = typeof import('mediabunny');

/** Loaded at its first use: it is large. */
export const mediabunny = (): Promise<Mediabunny> => import('mediabunny');

/** The container for a codec, of those that OpenAI takes; undefined where there is none. */
export function containerFor(codec: AudioCodec, media: Mediabunny): OutputFormat | undefined {
  if (codec === 'aac') return new media.Mp4OutputFormat({ fastStart: false });
  if (codec === 'opus' || codec === 'vorbis') return new media.OggOutputFormat();
  if (codec === 'mp3') return new media.Mp3OutputFormat();
  if (codec === 'flac') return new media.FlacOutputFormat();
  const wav = new media.WavOutputFormat();
  return wav.getSupportedCodecs().includes(codec) ? wav : undefined;
}

const TYPES: Record<string, string> = {
  '.mp4': 'audio/mp4',
  '.ogg': 'audio/ogg',
  '.mp3': 'audio/mpeg',
  '.flac': 'audio/flac',
  '.wav': 'audio/wav',
  '.aac': 'audio/aac',
};

/** Puts packets, as they are, into a file of their own; their times count from its start. */
export async function muxSound(
  packets: Iterable<EncodedPacket> | AsyncIterable<EncodedPacket>,
  { codec, config, format }: { codec: AudioCodec; config: AudioDecoderConfig; format: OutputFormat },
): Promise<Packed> {
  const media = await mediabunny();
  const target = new media.BufferTarget();
  const output = new media.Output({ format, target });
  const source = new media.EncodedAudioPacketSource(codec);
  output.addAudioTrack(source);
  await output.start();
  let frames = 0;
  for await (const packet of packets) {
    const samples = Math.round(packet.timestamp * config.sampleRate);
    const data = codec === 'flac' ? renumberedFlacFrame(packet.data, { frames, samples }) : packet.data;
    const numbered = packet.clone({ data, sequenceNumber: frames });
    await source.add(numbered, frames === 0 ? { decoderConfig: config } : undefined);
    frames += 1;
  }
  await output.finalize();
  const extension = format.fileExtension;
  return {
    blob: new Blob([target.buffer!], { type: TYPES[extension] ?? 'application/octet-stream' }),
    extension,
  };
}
