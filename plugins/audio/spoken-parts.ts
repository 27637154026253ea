import type { SpeechCreateParams } from 'openai/resources/audio/speech';
import { OpenAIClient, Service, type ToolCall } from 'openai-mcp-host/plugin';
import { AudioSettings } from './audio.settings.js';
import { codeOf } from './failure-code.js';
import { speechParts } from './speech-parts.js';

/** A part of a text, and what became of it. */
export type SpokenPart = { text: string } & ({ sound: Buffer } | { code: string });

/** Has a text spoken, in as many parts as it takes, some of them side by side. */
@Service()
export class SpokenParts {
  constructor(
    private readonly openai: OpenAIClient,
    private readonly settings: AudioSettings,
  ) {}

  /** In the text's order. Throws where nothing was spoken at all, and when the call is cancelled. */
  async speak(
    input: string,
    request: Omit<SpeechCreateParams, 'input'>,
    call: ToolCall,
  ): Promise<SpokenPart[]> {
    const texts = speechParts(input);
    const spoken: SpokenPart[] = [];
    const failures: unknown[] = [];
    let next = 0;
    let done = 0;
    const work = async (): Promise<void> => {
      while (next < texts.length && !call.signal.aborted) {
        const at = next++;
        const text = texts[at]!;
        try {
          const answer = await this.openai.audio.speech.create({ ...request, input: text });
          spoken[at] = { text, sound: Buffer.from(await answer.arrayBuffer()) };
        } catch (error) {
          failures.push(error);
          spoken[at] = { text, code: codeOf(error) };
        }
        done += 1;
        if (texts.length > 1) call.progress(done / texts.length, `${done} of ${texts.length} parts`);
      }
    };
    await Promise.all(Array.from({ length: this.settings.partsAtOnce }, work));
    call.signal.throwIfAborted();
    if (!spoken.some((part) => 'sound' in part)) throw failures[0];
    return spoken;
  }
}
