import type { AudioCodec, EncodedPacket, EncodedPacketSink, InputAudioTrack, OutputFormat } from 'mediabunny';
import { inParts } from './in-parts.js';
import { containerFor, mediabunny, muxSound } from './mux-sound.js';
import type { SoundPart } from './sound-part.js';
import type { PartLimits, SoundUnit } from './sound-unit.js';
import { passPacket } from './young-garbage.js';

/** What a container says of the sound in it. */
export interface SoundTrack {
  track: InputAudioTrack;
  seconds: number;
  hasVideo: boolean;
  /** What its packets go into; undefined where OpenAI takes them in no container. */
  container: { codec: AudioCodec; config: AudioDecoderConfig; makeFormat: () => OutputFormat } | undefined;
}

/** The sound of a file: undefined where mediabunny can't read it, `silent` where the file has none. */
export async function soundTrack(blob: Blob): Promise<SoundTrack | 'silent' | undefined> {
  const media = await mediabunny();
  const source = new media.BlobSource(blob, { maxCacheSize: 1024 * 1024, handleUnhandledError: () => {} });
  // HLS is a list of addresses, which nobody may fetch from here.
  const formats = media.ALL_FORMATS.filter((format) => format !== media.HLS);
  const input = new media.Input({ source, formats });
  try {
    if (!(await input.canRead())) return undefined;
    const track = await input.getPrimaryAudioTrack();
    if (track === null) return 'silent';
    const seconds = (await track.getDurationFromMetadata()) ?? (await track.computeDuration());
    const hasVideo = (await input.getPrimaryVideoTrack()) !== null;
    return { track, seconds, hasVideo, container: await containerOf(track) };
  } catch {
    // What it can't parse it has not read.
    return undefined;
  }
}

async function containerOf(track: InputAudioTrack): Promise<SoundTrack['container']> {
  const media = await mediabunny();
  const codec = await track.getCodec();
  const config = await track.getDecoderConfig();
  if (codec === null || config === null || containerFor(codec, media) === undefined) return undefined;
  return { codec, config, makeFormat: () => containerFor(codec, media)! };
}

interface PacketUnit extends SoundUnit {
  start: number;
}

/** Cuts the sound of a container between its packets; undefined where they go into no other. */
export function cutPackets(
  { track, container }: SoundTrack,
  limits: PartLimits,
): AsyncIterable<SoundPart> | undefined {
  return container && partsOf(track, container, limits);
}

/** Each part is read twice: where to cut it is seen without its sound, which is then put away packet by packet. */
async function* partsOf(
  track: InputAudioTrack,
  { codec, config, makeFormat }: NonNullable<SoundTrack['container']>,
  limits: PartLimits,
): AsyncGenerator<SoundPart> {
  const { EncodedPacketSink } = await mediabunny();
  const sink = new EncodedPacketSink(track);
  for await (const part of inParts(unitsOf(sink), limits)) {
    const { start } = part[0]!;
    const packed = await muxSound(packetsFrom(sink, start, part.length), {
      codec,
      config,
      format: makeFormat(),
    });
    const last = part.at(-1)!;
    yield { ...packed, start: Math.max(0, start), seconds: last.start + last.seconds - start };
  }
}

async function* packetsFrom(
  sink: EncodedPacketSink,
  start: number,
  count: number,
): AsyncGenerator<EncodedPacket> {
  let packet = await sink.getPacket(start);
  for (let at = 0; at < count && packet !== null; at++) {
    passPacket();
    yield packet.clone({ timestamp: packet.timestamp - start });
    packet = await sink.getNextPacket(packet);
  }
}

/** Coded sound takes fewer bytes where it is quiet. */
async function* unitsOf(sink: EncodedPacketSink): AsyncGenerator<PacketUnit> {
  const light = { metadataOnly: true };
  for (
    let packet = await sink.getFirstPacket(light);
    packet !== null;
    packet = await sink.getNextPacket(packet, light)
  ) {
    passPacket();
    const { byteLength: bytes, duration: seconds, timestamp: start } = packet;
    yield { start, bytes, seconds, loudness: bytes };
  }
}
