import { IsArray } from 'class-validator';
import { Shapes, Tool, type ToolCall, type ToolResult } from 'openai-mcp-host/plugin';
import { SpeakInput } from './speak.input.js';
import { Speaking } from './speech/speaking.js';
import { SpeechFiles } from './speech/speech-files.js';
import { SpeechRequests } from './speech/speech-requests.js';
import { SpokenParts } from './speech/spoken-parts.js';

class SpeakOutput {
  @IsArray()
  files!: string[];
}

@Tool({
  name: 'speak',
  title: 'Speak',
  description: 'Read a text aloud; returns a sound file.',
  input: SpeakInput,
  output: SpeakOutput,
  effect: 'additive',
  long: 'once',
  timeoutSeconds: 1800,
})
export class Speak {
  constructor(
    private readonly requests: SpeechRequests,
    private readonly spoken: SpokenParts,
    private readonly files: SpeechFiles,
    private readonly shapes: Shapes,
  ) {}

  async run(input: SpeakInput, call: ToolCall): Promise<ToolResult<SpeakOutput>> {
    const exact = await this.shapes.check(Speaking, input);
    const parts = await this.spoken.speak(exact.input, this.requests.make(exact, call), call);
    return this.files.result(parts, exact.response_format, call);
  }
}
