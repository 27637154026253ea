import { IsString } from 'class-validator';
import { Shapes, Tool, type ToolCall, type ToolResult } from 'openai-mcp-host/plugin';
import { Transcribing } from './transcript/transcribing.js';
import type { MissingPart, Segment } from './transcript/transcript.js';
import { TranscriptFiles } from './transcript/transcript-files.js';
import { Transcriptions } from './transcript/transcriptions.js';
import { TranslateAudioInput } from './translate-audio.input.js';
import { SpokenTranslation } from './translation/spoken-translation.js';
import { TextTranslation } from './translation/text-translation.js';
import { Translating } from './translation/translating.js';

class TranslateAudioOutput {
  @IsString()
  text!: string;

  /** Not listed, as all that follows: clients that look for it find it. */
  segments?: Segment[];
  missing?: MissingPart[];
}

@Tool({
  name: 'translate-audio',
  title: 'Translate audio',
  description: 'Translate the speech of a recording (path or URL) into text; returns it and a file.',
  input: TranslateAudioInput,
  output: TranslateAudioOutput,
  effect: 'additive',
  long: 'once',
  timeoutSeconds: 3600,
  errors: {
    AUDIO_EMPTY: 'There is no sound in the file.',
    AUDIO_UNREADABLE: 'The file is too large for one request and can not be cut.',
    NOT_AUDIO: 'The file is no recording.',
    TIMESTAMPS_UNSUPPORTED: 'The model gives no times.',
    CONTENT_REFUSED: 'The model, or OpenAI, refused to translate.',
    OUTPUT_INCOMPLETE: 'The token limit was reached before there was a translation.',
    OUTPUT_NOT_JSON: 'The lines of a translation are no JSON, nor after one repair.',
    OUTPUT_NOT_VALID: 'A translation has another number of lines, even after one repair.',
  },
})
export class TranslateAudio {
  constructor(
    private readonly spoken: SpokenTranslation,
    private readonly transcriptions: Transcriptions,
    private readonly translation: TextTranslation,
    private readonly files: TranscriptFiles,
    private readonly shapes: Shapes,
  ) {}

  async run(input: TranslateAudioInput, call: ToolCall): Promise<ToolResult<TranslateAudioOutput>> {
    const exact = await this.shapes.check(Translating, input);
    const { title, transcript } =
      (this.spoken.serves(exact) ? await this.spoken.translate(exact, call) : undefined) ??
      (await this.byText(exact, call));
    return this.files.result(`${title} in ${exact.language}`, transcript, exact.response_format, call);
  }

  private async byText({ language, ...input }: Translating, call: ToolCall) {
    const { title, transcript } = await this.transcriptions.transcribe(
      await this.shapes.check(Transcribing, input),
      call,
    );
    call.note(
      `It was transcribed first, and the transcript then translated into ${language} by a text model.`,
    );
    return { title, transcript: await this.translation.translate(transcript, language, call) };
  }
}
