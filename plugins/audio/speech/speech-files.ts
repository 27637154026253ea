import {
  Files,
  Service,
  type StoredFile,
  type ToolCall,
  ToolError,
  ToolResult,
} from 'openai-mcp-host/plugin';
import { joinedSound, type SpeechFormat } from './joined-sound.js';
import type { SpokenPart } from './spoken-parts.js';

/** Half a minute or so: a model's context is no place for more. */
const INLINE_BYTES = 500_000;
const TYPES: Record<SpeechFormat, string> = {
  mp3: 'audio/mpeg',
  opus: 'audio/ogg',
  aac: 'audio/aac',
  flac: 'audio/flac',
  wav: 'audio/wav',
  pcm: 'audio/pcm',
};

export interface SpokenFiles {
  /** One, or one for each part where they could not become one. */
  files: string[];
}

/** Makes what was spoken into files, whatever became of some of it: it is paid for. */
@Service()
export class SpeechFiles {
  constructor(private readonly files: Files) {}

  async result(
    parts: readonly SpokenPart[],
    format: SpeechFormat,
    call: ToolCall,
  ): Promise<ToolResult<SpokenFiles>> {
    const sounds = await this.soundsOf(parts, format, call);
    const mimeType = TYPES[format];
    const saved: StoredFile[] = [];
    for (const sound of sounds) {
      const file = await this.save(parts[0]!.text.slice(0, 80), { data: sound, mimeType }, call);
      if (file !== undefined) saved.push(file);
    }
    const files = saved.map(({ uri }) => uri);
    const about = format === 'pcm' ? '\nPCM: 24 kHz, 16 bits, mono, little-endian, without a header.' : '';
    const result = new ToolResult({ files }, `${files.join('\n') || 'Not saved.'}${about}`);
    const [sound] = sounds;
    if (sounds.length === 1 && format !== 'pcm' && sound!.length <= INLINE_BYTES) {
      result.sound({ data: sound!, mimeType });
    }
    for (const file of saved) result.file(file);
    return result;
  }

  private async soundsOf(
    parts: readonly SpokenPart[],
    format: SpeechFormat,
    call: ToolCall,
  ): Promise<Buffer[]> {
    const sounds = parts.flatMap((part) => ('sound' in part ? [part.sound] : []));
    const missing = parts.flatMap((part, index) => ('code' in part ? [{ ...part, number: index + 1 }] : []));
    for (const { number, code, text } of missing) {
      call.note(`Part ${number} of ${parts.length} could not be spoken (${code}): "${text.slice(0, 60)}…"`);
    }
    if (missing.length > 0) {
      call.note('The other parts are files of their own; have the missing text spoken by itself.');
      return sounds;
    }
    const joined = await joinedSound(sounds, format);
    if (joined !== undefined) return [joined];
    call.note(
      `The ${parts.length} parts of the text don't go together as one file: each is a file of its own.`,
    );
    return sounds;
  }

  private async save(
    title: string,
    content: { data: Buffer; mimeType: string },
    call: ToolCall,
  ): Promise<StoredFile | undefined> {
    try {
      return await this.files.save(title, content);
    } catch (error) {
      if (!ToolError.is(error)) throw error;
      call.note(`The sound could not be saved. ${error.message} ${error.hint ?? ''}`);
      return undefined;
    }
  }
}
