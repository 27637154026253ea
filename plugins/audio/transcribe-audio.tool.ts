import { IsString } from 'class-validator';
import { Models, OpenAIClient, Shapes, Tool, type ToolCall, ToolResult } from 'openai-mcp-host/plugin';
import { AudioSettings } from './audio.settings.js';
import { heardPart } from './heard-part.js';
import { PartQueue } from './part-queue.js';
import { Recordings } from './recording/recordings.js';
import { SpeakerClips } from './speaker-clips.js';
import { TranscribeAudioInput } from './transcribe-audio.input.js';
import { Transcribing } from './transcribing.js';
import { type MissingPart, type Segment, type Word, wholeTranscript } from './transcript.js';
import { TranscriptFiles } from './transcript-files.js';
import { tellGaps } from './transcript-notes.js';
import { abilitiesOf, modelFor } from './transcription-models.js';
import { transcriptionRequest } from './transcription-request.js';

class TranscribeAudioOutput {
  @IsString()
  text!: string;

  /** Not listed, as all that follows: clients that look for it find it. */
  segments?: Segment[];
  words?: Word[];
  missing?: MissingPart[];
}

@Tool({
  name: 'transcribe-audio',
  title: 'Transcribe audio',
  description: 'Transcribe a recording or video (path or URL); returns text and a file.',
  input: TranscribeAudioInput,
  output: TranscribeAudioOutput,
  effect: 'additive',
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
    private readonly openai: OpenAIClient,
    private readonly recordings: Recordings,
    private readonly queue: PartQueue,
    private readonly clips: SpeakerClips,
    private readonly files: TranscriptFiles,
    private readonly models: Models,
    private readonly settings: AudioSettings,
    private readonly shapes: Shapes,
  ) {}

  async run(input: TranscribeAudioInput, call: ToolCall): Promise<ToolResult<TranscribeAudioOutput>> {
    const exact = await this.shapes.check(Transcribing, input);
    const { response_format: format, timestamp_granularities, known_speakers = {} } = exact;
    const wanted = {
      speakers: format === 'diarized_json' || exact.known_speakers !== undefined,
      timestamps: format === 'srt' || format === 'vtt' || timestamp_granularities !== undefined,
    };
    const model = modelFor(wanted, exact.model, this.settings.model, this.models);
    const abilities = abilitiesOf(model);
    const clips = await this.clips.urls(known_speakers, call);
    const request = transcriptionRequest(exact, wanted, { model, abilities, clips }, call);

    const recording = await this.recordings.open(exact.file, abilities.maxSeconds, call);
    const parts = await this.queue.run(
      recording,
      async (_, file) => heardPart(await this.openai.audio.transcriptions.create({ ...request, file })),
      call,
    );

    const transcript = wholeTranscript(parts, Object.keys(known_speakers));
    tellGaps(transcript, parts.length, call);
    const { text, segments, words, missing } = transcript;
    const result = new ToolResult(
      { text, segments, words, ...(missing.length > 0 && { missing }) },
      this.files.textOf(transcript, format),
    );
    const file = await this.files.save(recording.title, transcript, format, call);
    return file === undefined ? result : result.file(file);
  }
}
