import {
  Files,
  Service,
  type StoredFile,
  type ToolCall,
  ToolError,
  ToolResult,
} from 'openai-mcp-host/plugin';
import { srt, vtt } from './subtitles.js';
import { clock, type Transcript } from './transcript.js';

export type TranscriptFormat = 'text' | 'json' | 'srt' | 'vtt' | 'diarized_json';

const TYPES: Record<TranscriptFormat, string> = {
  text: 'text/plain',
  json: 'application/json',
  diarized_json: 'application/json',
  srt: 'application/x-subrip',
  vtt: 'text/vtt',
};

/** A transcript, without what there is none of. */
export type TranscriptFacts = Pick<Transcript, 'text'> & Partial<Transcript>;

/** A transcript in the form that a call asks for, and as a file. */
@Service()
export class TranscriptFiles {
  constructor(private readonly files: Files) {}

  /** The transcript and its file. */
  async result(
    title: string,
    transcript: Transcript,
    format: TranscriptFormat,
    call: ToolCall,
  ): Promise<ToolResult<TranscriptFacts>> {
    const { missing, languages, ...facts } = transcript;
    const result = new ToolResult<TranscriptFacts>(
      {
        ...facts,
        ...(languages.length > 0 && { languages }),
        ...(missing.length > 0 && { missing }),
      },
      this.textOf(transcript, format) || 'Nothing is said in it.',
    );
    const file = await this.save(title, transcript, format, call);
    return file === undefined ? result : result.file(file);
  }

  /** What the model reads: subtitles as they are, everything else as lines. */
  private textOf(transcript: Transcript, format: TranscriptFormat): string {
    const { text, segments } = transcript;
    if (format === 'srt') return srt(cuesOf(transcript));
    if (format === 'vtt') return vtt(cuesOf(transcript));
    if (format === 'text' || !segments?.length) return text;
    return segments
      .map(({ start, text: said, speaker }) => `[${clock(start)}] ${speaker ? `${speaker}: ` : ''}${said}`)
      .join('\n');
  }

  /** Undefined, with a note, where the disk refuses: the transcript itself is paid for, and kept. */
  private async save(
    title: string,
    transcript: Transcript,
    format: TranscriptFormat,
    call: ToolCall,
  ): Promise<StoredFile | undefined> {
    const isJson = format === 'json' || format === 'diarized_json';
    const data = isJson ? JSON.stringify(transcript, null, 2) : this.textOf(transcript, format);
    try {
      return await this.files.save(title, { data, mimeType: TYPES[format] });
    } catch (error) {
      if (!ToolError.is(error)) throw error;
      call.note(`The transcript could not be saved. ${error.message} ${error.hint ?? ''}`);
      return undefined;
    }
  }
}

/** Where parts are missing, a subtitle says so at their time. */
const cuesOf = ({ segments = [], missing }: Transcript) =>
  [
    ...segments,
    ...missing.map(({ start, end = start + 5 }) => ({ start, end, text: '[not transcribed]' })),
  ].toSorted((one, other) => one.start - other.start);
