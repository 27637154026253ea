import { Models, OpenAIClient, Provider, Service, type ToolCall } from 'openai-mcp-host/plugin';
import { AudioSettings } from '../audio.settings.js';
import { Recordings } from '../recording/recordings.js';
import { heardPart } from './heard-part.js';
import { PartQueue } from './part-queue.js';
import { SpeakerClips } from './speaker-clips.js';
import type { Transcribing } from './transcribing.js';
import { type Transcript, wholeTranscript } from './transcript.js';
import { tellGaps } from './transcript-notes.js';
import { modelFor } from './transcription-models.js';
import { transcriptionRequest } from './transcription-request.js';

/** Has a recording of any length written down. */
@Service()
export class Transcriptions {
  constructor(
    private readonly openai: OpenAIClient,
    private readonly recordings: Recordings,
    private readonly queue: PartQueue,
    private readonly clips: SpeakerClips,
    private readonly models: Models,
    private readonly provider: Provider,
    private readonly settings: AudioSettings,
  ) {}

  async transcribe(input: Transcribing, call: ToolCall): Promise<{ title: string; transcript: Transcript }> {
    const { response_format: format, timestamp_granularities, known_speakers } = input;
    const wanted = {
      speakers: format === 'diarized_json' || known_speakers !== undefined,
      timestamps: format === 'srt' || format === 'vtt' || timestamp_granularities !== undefined,
    };
    const { model, abilities } = modelFor(wanted, input.model, this.settings.model, (id) =>
      this.successor(id),
    );
    const clips = await this.clips.urls(known_speakers ?? {}, call);
    const request = transcriptionRequest(input, wanted, { model, abilities, clips }, call);

    const recording = await this.recordings.open(input.file, abilities.maxSeconds, call);
    const parts = await this.queue.run(
      recording,
      async (_, file) => heardPart(await this.openai.audio.transcriptions.create({ ...request, file })),
      call,
    );
    const transcript = wholeTranscript(parts, Object.keys(known_speakers ?? {}));
    tellGaps(transcript, parts.length, call);
    return { title: recording.title, transcript };
  }

  /** The host puts it in the place of a retired model; with another provider, names mean what they mean there. */
  private successor(model: string): string | undefined {
    const found = this.provider.kind === 'compatible' ? undefined : this.models.find(model);
    return found?.status === 'retired' ? found.replacement : undefined;
  }
}
