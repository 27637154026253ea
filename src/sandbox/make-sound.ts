export type SoundFormat = 'mp3' | 'opus' | 'aac' | 'wav' | 'pcm';

const HERTZ = 24_000;
const CHARACTERS_PER_SECOND = 15;

export const SOUND_TYPES: Record<SoundFormat, string> = {
  mp3: 'audio/mpeg',
  opus: 'audio/opus',
  aac: 'audio/aac',
  wav: 'audio/wav',
  pcm: 'audio/pcm',
};

/**
 * A sound as long as the text would take to read. What needs no encoder is a hum that swells with each syllable; MP3, AAC and
 * Opus are files of silence.
 */
export async function makeSound(text: string, format: SoundFormat, speed: number): Promise<Buffer> {
  const seconds = Math.max(0.2, text.length / CHARACTERS_PER_SECOND / speed);
  if (format === 'pcm') return hum(seconds);
  if (format === 'wav') return wav(hum(seconds));
  if (format === 'mp3') return repeated(MP3_SILENCE, (seconds * HERTZ) / 576);
  if (format === 'aac') return repeated(AAC_SILENCE, (seconds * HERTZ) / 1024);
  return opus(seconds);
}

function hum(seconds: number): Buffer {
  const samples = new Int16Array(Math.round(seconds * HERTZ));
  for (let at = 0; at < samples.length; at++) {
    const time = at / HERTZ;
    const swell = 0.5 - 0.5 * Math.cos(2 * Math.PI * 4 * time);
    samples[at] = 6000 * swell * Math.sin(2 * Math.PI * 180 * time);
  }
  return Buffer.from(samples.buffer);
}

/** As the real API streams it: with -1 where a size would be, which is not known yet. */
function wav(samples: Buffer): Buffer {
  const head = Buffer.alloc(44);
  head.write('RIFF\xff\xff\xff\xffWAVEfmt ', 0, 'latin1');
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(HERTZ, 24);
  head.writeUInt32LE(HERTZ * 2, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write('data\xff\xff\xff\xff', 36, 'latin1');
  return Buffer.concat([head, samples]);
}

/** MPEG-2 layer III, 32 kbit/s, 24 kHz, mono: a frame whose granule has no bits sounds nothing. */
const MP3_SILENCE = Buffer.concat([Buffer.of(0xff, 0xf3, 0x44, 0xc0), Buffer.alloc(92)]);
/** An ADTS frame of AAC-LC, 24 kHz, mono. */
const AAC_SILENCE = Buffer.of(0xff, 0xf1, 0x58, 0x40, 1, 0xbf, 0xfc, 0, 0xc8, 0, 0x80, 0x23, 0x80);
/** 20 ms of it. */
const OPUS_SILENCE = Buffer.of(0xf8, 0xff, 0xfe);
const OPUS_SECONDS = 0.02;
const OPUS_HEAD = Buffer.from('4f707573486561640101380180bb0000000000', 'hex');

const repeated = (frame: Buffer, times: number): Buffer =>
  Buffer.concat(Array.from({ length: Math.ceil(times) }, () => frame));

async function opus(seconds: number): Promise<Buffer> {
  const { BufferTarget, EncodedAudioPacketSource, EncodedPacket, OggOutputFormat, Output } = await import(
    'mediabunny'
  );
  const target = new BufferTarget();
  const output = new Output({ format: new OggOutputFormat(), target });
  const source = new EncodedAudioPacketSource('opus');
  output.addAudioTrack(source);
  await output.start();
  const decoderConfig = {
    ...{ codec: 'opus', numberOfChannels: 1, sampleRate: 48_000 },
    description: new Uint8Array(OPUS_HEAD),
  };
  for (let at = 0; at * OPUS_SECONDS < seconds; at++) {
    const packet = new EncodedPacket(OPUS_SILENCE, 'key', at * OPUS_SECONDS, OPUS_SECONDS);
    await source.add(packet, at === 0 ? { decoderConfig } : undefined);
  }
  await output.finalize();
  return Buffer.from(target.buffer!);
}
