import type { SpeechCreateParams } from 'openai/resources/audio/speech';
import { Provider, Service, type ToolCall } from 'openai-mcp-host/plugin';
import { AudioSettings } from '../audio.settings.js';
import type { Speaking } from './speaking.js';

const CUSTOM_VOICE = /^voice_/;
const TAKES_NO_INSTRUCTIONS = /^tts-1/;

/** Turns a call's wishes into what speech models take. */
@Service()
export class SpeechRequests {
  constructor(
    private readonly provider: Provider,
    private readonly settings: AudioSettings,
  ) {}

  /** Everything but the text. */
  make(input: Speaking, call: ToolCall): Omit<SpeechCreateParams, 'input'> {
    const { voice = this.settings.voice, model = this.settings.speechModel } = input;
    const { instructions, speed, response_format } = input;
    const isDropped = instructions !== undefined && TAKES_NO_INSTRUCTIONS.test(model);
    if (isDropped) call.note(`${model} takes no instructions; dropped.`);
    const isCustom = this.provider.kind !== 'compatible' && CUSTOM_VOICE.test(voice);
    return {
      model,
      voice: isCustom ? { id: voice } : voice,
      response_format,
      ...(speed !== undefined && { speed }),
      ...(instructions !== undefined && !isDropped && { instructions }),
    };
  }
}
