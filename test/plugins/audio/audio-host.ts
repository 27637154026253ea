import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { definePlugin } from 'openai-mcp-host/plugin';
import { type TestHost, type TestHostOptions, testHost } from 'openai-mcp-host/testing';
import audio from '../../../plugins/audio/plugin.js';
import { Speak } from '../../../plugins/audio/speak.tool.js';
import { TranscribeAudio } from '../../../plugins/audio/transcribe-audio.tool.js';
import { TranslateAudio } from '../../../plugins/audio/translate-audio.tool.js';

const PLUGIN = definePlugin({ ...audio, tools: [Speak, TranscribeAudio, TranslateAudio] });

export interface AudioHost extends TestHost {
  /** Puts a file where tools may read it; gives its path. */
  put(name: string, content: Uint8Array | string): Promise<string>;
}

/** The audio plugin from its sources, behind a real client, with a folder of recordings. */
export async function audioHost({ config, ...options }: TestHostOptions = {}): Promise<AudioHost> {
  const folder = await mkdtemp(join(tmpdir(), 'recordings-'));
  const host = await testHost({
    ...options,
    plugins: [PLUGIN],
    config: { files: { roots: [folder] }, ...config },
  });
  return {
    ...host,
    close: () => host.close(),
    put: async (name, content) => {
      await writeFile(join(folder, name), content);
      return join(folder, name);
    },
  };
}

export const bytesOf = async (file: File): Promise<Buffer> => Buffer.from(await file.arrayBuffer());

/** What a transcription says of segments, as whisper-1 answers. */
export const heard = (...segments: [start: number, end: number, text: string][]) => ({
  task: 'transcribe',
  language: 'english',
  duration: segments.at(-1)?.[1] ?? 0,
  text: segments.map(([, , text]) => text).join(' '),
  segments: segments.map(([start, end, text], id) => ({ id, start, end, text: ` ${text}` })),
  usage: { type: 'duration', seconds: Math.ceil(segments.at(-1)?.[1] ?? 0) },
});
