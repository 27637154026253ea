import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Choices } from './combinations.ts';
import { NONE } from './given.ts';

const RATE = 8000;
const SECONDS = 4;

/** Silence, as a WAV file. */
function silence(): Buffer {
  const bytes = RATE * SECONDS * 2;
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + bytes, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(RATE, 24);
  header.writeUInt32LE(RATE * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36);
  header.writeUInt32LE(bytes, 40);
  return Buffer.concat([header, Buffer.alloc(bytes)]);
}

/** The tools that speak and listen. */
export function soundArguments(folder: string): Record<string, Choices> {
  const file = join(folder, 'silence.wav');
  writeFileSync(file, silence());
  return {
    speak: {
      input: ['The lighthouse is white.'],
      voice: [NONE, 'alloy', 'marin'],
      instructions: [NONE, 'Calmly.'],
      response_format: [NONE, 'mp3', 'opus', 'aac', 'flac', 'wav', 'pcm'],
      speed: [NONE, 0.25, 4],
      model: [NONE, 'tts-1', 'gpt-4o-mini-tts'],
    },
    'transcribe-audio': {
      file: [file],
      model: [NONE, 'gpt-transcribe', 'gpt-4o-transcribe', 'gpt-4o-transcribe-diarize', 'whisper-1'],
      response_format: [NONE, 'text', 'json', 'srt', 'vtt', 'diarized_json'],
      timestamp_granularities: [NONE, ['word'], ['segment'], ['word', 'segment']],
      languages: [NONE, ['en'], ['de', 'fr']],
      prompt: [NONE, 'A talk on lighthouses.'],
      keywords: [NONE, ['Fresnel']],
      known_speakers: [NONE, { Ann: file }],
    },
    'translate-audio': {
      file: [file],
      language: [NONE, 'English', 'German'],
      response_format: [NONE, 'text', 'json', 'srt', 'vtt'],
      prompt: [NONE, 'A talk on lighthouses.'],
      model: [NONE, 'gpt-transcribe', 'whisper-1'],
    },
  };
}
