import type { SpeechCreateParams } from 'openai/resources/audio/speech';
import { OpenAIClient, Service, type ToolCall } from 'openai-mcp-host/plugin';
import { AudioSettings } from '../audio.settings.js';
import { codeOf, isForAllParts } from '../part-failures.js';
import { sideBySide } from '../side-by-side.js';
import { soundOf } from './sound-of.js';
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
    const failures: unknown[] = [];
    let done = 0;
    const spoken = await sideBySide(texts, this.settings.partsAtOnce, async (text): Promise<SpokenPart> => {
      try {
        call.signal.throwIfAborted();
        if (failures.some(isForAllParts)) throw failures.find(isForAllParts);
        const answer = await this.openai.audio.speech.create({ ...request, input: text });
        return { text, sound: await soundOf(answer, request.response_format) };
      } catch (error) {
        failures.push(error);
        return { text, code: codeOf(error) };
      } finally {
        done += 1;
        if (texts.length > 1) call.progress(done / texts.length, `${done} of ${texts.length} parts`);
      }
    });
    call.signal.throwIfAborted();
    if (!spoken.some((part) => 'sound' in part)) throw failures[0];
    return spoken;
  }
}
