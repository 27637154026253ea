import { Models, OpenAIClient, Provider, Service, type ToolCall } from 'openai-mcp-host/plugin';
import { Recordings } from '../recording/recordings.js';
import { heardPart } from '../transcript/heard-part.js';
import { PartQueue } from '../transcript/part-queue.js';
import { type Transcript, wholeTranscript } from '../transcript/transcript.js';
import { tellGaps } from '../transcript/transcript-notes.js';
import { abilitiesOf } from '../transcript/transcription-models.js';
import type { Translating } from './translating.js';

const MODEL = 'whisper-1';

/** Speech into English text by one model, as Whisper does. */
@Service()
export class SpokenTranslation {
  constructor(
    private readonly openai: OpenAIClient,
    private readonly recordings: Recordings,
    private readonly queue: PartQueue,
    private readonly models: Models,
    private readonly provider: Provider,
  ) {}

  /** Whether there is a model for what a call wants. */
  serves({ language, model = MODEL }: Translating): boolean {
    const isThere = this.provider.kind === 'compatible' || this.models.find(model)?.status !== 'retired';
    return isThere && /^en(glish)?$/i.test(language.trim()) && abilitiesOf(model).timestamps === 'words';
  }

  /** Undefined where the provider has no such endpoint. */
  async translate(
    { file: source, model = MODEL, prompt, response_format: format }: Translating,
    call: ToolCall,
  ): Promise<{ title: string; transcript: Transcript } | undefined> {
    const recording = await this.recordings.open(source, abilitiesOf(model).maxSeconds, call);
    const isPlain = format === 'text';
    // At OpenAI the long form alone says how much sound is charged.
    const response_format = isPlain && this.provider.kind !== 'openai' ? 'json' : 'verbose_json';
    try {
      const parts = await this.queue.run(
        recording,
        async (_, file) => {
          const { segments, ...heard } = heardPart(
            await this.openai.audio.translations.create({
              ...{ model, file, response_format },
              ...(prompt && { prompt }),
            }),
          );
          return isPlain ? heard : { ...heard, segments };
        },
        call,
      );
      const transcript = wholeTranscript(parts, []);
      tellGaps(transcript, parts.length, call);
      return { title: recording.title, transcript: { ...transcript, languages: ['english'] } };
    } catch (error) {
      if (this.provider.kind === 'openai' || Reflect.get(Object(error), 'status') !== 404) throw error;
      return undefined;
    }
  }
}
