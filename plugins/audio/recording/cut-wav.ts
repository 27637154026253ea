import { inParts } from './in-parts.js';
import type { SoundPart } from './sound-part.js';
import type { PartLimits, SoundUnit } from './sound-unit.js';
import type { WavLayout } from './wav-layout.js';

interface Stretch extends SoundUnit {
  offset: number;
}

const STRETCH_SECONDS = 0.1;

/** Cuts a WAV between its samples: each part is a header of its own and a stretch of the file as it lies on the disk. */
export async function* cutWav(blob: Blob, layout: WavLayout, limits: PartLimits): AsyncGenerator<SoundPart> {
  const { dataStart, bytesPerSecond } = layout;
  for await (const stretches of inParts(stretchesOf(blob, layout), limits)) {
    const [first, last] = [stretches[0]!, stretches.at(-1)!];
    const bytes = last.offset + last.bytes - first.offset;
    const samples = blob.slice(first.offset, first.offset + bytes);
    yield {
      blob: new Blob([wavHeader(layout.format, bytes), samples], { type: 'audio/wav' }),
      extension: '.wav',
      start: (first.offset - dataStart) / bytesPerSecond,
      seconds: bytes / bytesPerSecond,
    };
  }
}

async function* stretchesOf(blob: Blob, layout: WavLayout): AsyncGenerator<Stretch> {
  const { dataStart, dataBytes, blockBytes, bytesPerSecond, isPcm16 } = layout;
  const usual = Math.max(1, Math.round((STRETCH_SECONDS * bytesPerSecond) / blockBytes)) * blockBytes;
  for (let offset = dataStart; offset < dataStart + dataBytes; offset += usual) {
    const bytes = Math.min(usual, dataStart + dataBytes - offset);
    const loudness = isPcm16 ? () => meanLoudness(blob.slice(offset, offset + bytes)) : 0;
    yield { offset, bytes, seconds: bytes / bytesPerSecond, loudness };
  }
}

async function meanLoudness(blob: Blob): Promise<number> {
  const bytes = await blob.arrayBuffer();
  const samples = new Int16Array(bytes, 0, bytes.byteLength >> 1);
  let sum = 0;
  for (const sample of samples) sum += Math.abs(sample);
  return sum / Math.max(1, samples.length);
}

/** Everything of a WAV before its samples. */
export function wavHeader(format: Uint8Array, dataBytes: number): Buffer<ArrayBuffer> {
  const header = Buffer.alloc(28 + format.length);
  header.write('RIFF', 0, 'latin1');
  header.writeUInt32LE(20 + format.length + dataBytes, 4);
  header.write('WAVEfmt ', 8, 'latin1');
  header.writeUInt32LE(format.length, 16);
  header.set(format, 20);
  header.write('data', 20 + format.length, 'latin1');
  header.writeUInt32LE(dataBytes, 24 + format.length);
  return header;
}
