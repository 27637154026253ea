import { IsString } from 'class-validator';
import { Shapes, Tool, type ToolCall, type ToolResult } from 'openai-mcp-host/plugin';
import { TranscribeAudioInput } from './transcribe-audio.input.js';
import { Transcribing } from './transcript/transcribing.js';
import type { MissingPart, Segment, Word } from './transcript/transcript.js';
import { TranscriptFiles } from './transcript/transcript-files.js';
import { Transcriptions } from './transcript/transcriptions.js';

class TranscribeAudioOutput {
  @IsString()
  text!: string;

  /** Not listed, as all that follows: clients that look for it find it. */
  segments?: Segment[];
  words?: Word[];
  languages?: string[];
  missing?: MissingPart[];
}

@Tool({
  name: 'transcribe-audio',
  title: 'Transcribe audio',
  description: 'Transcribe a recording or video, by path or URL.',
  input: TranscribeAudioInput,
  output: TranscribeAudioOutput,
  effect: 'additive',
  long: 'once',
  timeoutSeconds: 3600,
  errors: {
    AUDIO_EMPTY: 'There is no sound in the file.',
    AUDIO_UNREADABLE: 'The file is too large for one request and can not be cut.',
    NOT_AUDIO: 'The file is no recording.',
    TIMESTAMPS_UNSUPPORTED: 'The model gives no times or speakers.',
  },
})
export class TranscribeAudio {
  constructor(
    private readonly transcriptions: Transcriptions,
    private readonly files: TranscriptFiles,
    private readonly shapes: Shapes,
  ) {}

  async run(input: TranscribeAudioInput, call: ToolCall): Promise<ToolResult<TranscribeAudioOutput>> {
    const exact = await this.shapes.check(Transcribing, input);
    const { title, transcript } = await this.transcriptions.transcribe(exact, call);
    return this.files.result(`${title} transcript`, transcript, exact.response_format, call);
  }
}
