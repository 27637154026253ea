import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Choices } from './combinations.ts';
import { NONE } from './given.ts';

const VOICES = ['alloy', 'ash', 'ballad', 'coral', 'echo', 'sage', 'shimmer', 'verse', 'marin', 'cedar'];
const HEARING = [NONE, 'gpt-transcribe', 'gpt-4o-transcribe', 'gpt-4o-transcribe-diarize', 'whisper-1'];

/** The tools that speak and listen. */
export function audioArguments(folder: string): Record<string, Choices> {
  const file = join(folder, 'tone.wav');
  writeFileSync(file, tone(3));
  return {
    speak: {
      input: ['The light turns.'],
      voice: [NONE, ...VOICES],
      instructions: [NONE, 'Softly.'],
      response_format: ['wav', 'mp3', 'opus', 'aac', 'flac', 'pcm'],
      speed: [NONE, 0.5, 4],
      model: [NONE, 'tts-1', 'gpt-4o-mini-tts'],
    },
    'transcribe-audio': {
      file: [file],
      model: HEARING,
      response_format: [NONE, 'text', 'json', 'srt', 'vtt', 'diarized_json'],
      timestamp_granularities: [NONE, ['word'], ['segment'], ['word', 'segment']],
      languages: [NONE, ['de'], ['de', 'fr']],
      prompt: [NONE, 'A talk.'],
      keywords: [NONE, ['Ada', 'Charles']],
      known_speakers: [NONE, { Ada: file }],
    },
    'translate-audio': {
      file: [file],
      language: [NONE, 'English', 'French'],
      response_format: [NONE, 'text', 'json', 'srt', 'vtt'],
      prompt: [NONE, 'A talk.'],
      model: [NONE, 'whisper-1', 'gpt-transcribe'],
    },
  };
}

/** A WAV file of a sine: 16 kHz, 16 bit, mono. */
function tone(seconds: number): Buffer {
  const rate = 16_000;
  const samples = Int16Array.from(
    { length: rate * seconds },
    (_, at) => 8_000 * Math.sin((at * 440 * 2 * Math.PI) / rate),
  );
  const data = Buffer.from(samples.buffer);
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + data.length, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(rate, 24);
  header.writeUInt32LE(rate * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36);
  header.writeUInt32LE(data.length, 40);
  return Buffer.concat([header, data]);
}
