import type { AudioCodec, EncodedPacket, OutputFormat } from 'mediabunny';
import { mediabunny, muxSound } from '../recording/mux-sound.js';

export type SpeechFormat = 'mp3' | 'opus' | 'aac' | 'flac' | 'wav' | 'pcm';
type Mediabunny = Awaited<ReturnType<typeof mediabunny>>;

const CONTAINERS: Record<Exclude<SpeechFormat, 'pcm'>, (media: Mediabunny) => OutputFormat> = {
  mp3: ({ Mp3OutputFormat }) => new Mp3OutputFormat(),
  opus: ({ OggOutputFormat }) => new OggOutputFormat(),
  aac: ({ AdtsOutputFormat }) => new AdtsOutputFormat(),
  flac: ({ FlacOutputFormat }) => new FlacOutputFormat(),
  wav: ({ WavOutputFormat }) => new WavOutputFormat(),
};

/**
 * Files of one format as one, without coding anything anew: packet after packet, in a container of their own. Undefined
 * where they don't go together.
 */
export async function joinedSound(
  files: readonly Buffer[],
  format: SpeechFormat,
): Promise<Buffer | undefined> {
  if (files.length === 1) return files[0]!;
  if (format === 'pcm') return Buffer.concat(files);
  const media = await mediabunny();
  const tracks = await Promise.all(files.map((file) => trackOf(file, media)));
  const known = tracks.filter((track) => track !== undefined);
  const first = known[0];
  if (first === undefined || known.length < files.length || known.some((track) => !areAlike(track, first)))
    return undefined;
  const { codec, config } = first;
  const { blob } = await muxSound(oneAfterAnother(known.map(({ packets }) => packets)), {
    codec,
    config,
    format: CONTAINERS[format](media),
  });
  return Buffer.from(await blob.arrayBuffer());
}

interface SoundFile {
  codec: AudioCodec;
  config: AudioDecoderConfig;
  packets: AsyncIterable<EncodedPacket>;
}

async function trackOf(file: Buffer, media: Mediabunny): Promise<SoundFile | undefined> {
  const input = new media.Input({
    source: new media.BufferSource(withKnownSize(file)),
    formats: [media.MP3, media.OGG, media.ADTS, media.FLAC, media.WAVE],
  });
  const track = (await input.canRead()) ? await input.getPrimaryAudioTrack() : null;
  const codec: AudioCodec | null = (await track?.getCodec()) ?? null;
  const config = (await track?.getDecoderConfig()) ?? null;
  if (track === null || codec === null || config === null) return undefined;
  return { codec, config, packets: new media.EncodedPacketSink(track).packets() };
}

const areAlike = (one: SoundFile, other: SoundFile): boolean =>
  one.codec === other.codec &&
  one.config.sampleRate === other.config.sampleRate &&
  one.config.numberOfChannels === other.config.numberOfChannels;

async function* oneAfterAnother(tracks: AsyncIterable<EncodedPacket>[]): AsyncGenerator<EncodedPacket> {
  let timestamp = 0;
  for (const packets of tracks) {
    for await (const packet of packets) {
      yield packet.clone({ timestamp });
      timestamp += packet.duration;
    }
  }
}

/** OpenAI streams its WAV files, and writes -1 where their sizes would be. */
function withKnownSize(file: Buffer): Buffer {
  if (file.toString('latin1', 0, 4) !== 'RIFF' || file.readUInt32LE(4) !== 0xffff_ffff) return file;
  const copy = Buffer.from(file);
  copy.writeUInt32LE(file.length - 8, 4);
  const data = copy.indexOf('data', 12, 'latin1');
  if (data >= 0 && copy.readUInt32LE(data + 4) === 0xffff_ffff)
    copy.writeUInt32LE(file.length - data - 8, data + 4);
  return copy;
}
