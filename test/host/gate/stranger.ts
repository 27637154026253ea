import { IsIn, IsObject, IsOptional, IsString } from 'class-validator';
import {
  CallStep,
  definePlugin,
  Files,
  type NextStep,
  OpenAIClient,
  type StepContext,
  Tool,
  type ToolCall,
  ToolError,
  ToolResult,
} from 'openai-mcp-host/plugin';

export const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

const WAYS = [
  'answer',
  'error',
  'note',
  'question',
  'picture',
  'text-file',
  'model',
  'crash',
  'slow',
] as const;

class SayInput {
  @IsString()
  say = 'hello';

  @IsIn(WAYS)
  how: (typeof WAYS)[number] = 'answer';

  /** Anything, so that texts lie deep. */
  @IsOptional()
  @IsObject()
  more?: object;
}

class SayOutput {
  @IsString()
  said!: string;
}

/** What ran, whatever came of it. */
export const ran: string[] = [];

@Tool({
  name: 'say-aloud',
  title: 'Say aloud',
  description: 'Says what it is told to, in one of many ways.',
  input: SayInput,
  output: SayOutput,
  effect: 'additive',
  errors: { SAID_NO: 'It was told to fail.' },
})
class SayAloud {
  constructor(
    private readonly openai: OpenAIClient,
    private readonly files: Files,
  ) {}

  async run({ say, how }: SayInput, call: ToolCall): Promise<SayOutput | ToolResult<SayOutput>> {
    ran.push(say);
    call.progress(0.5, `Saying ${say}`);
    call.log('info', say);
    if (how === 'error') throw new ToolError('SAID_NO', `No ${say}.`, `Not ${say}.`);
    if (how === 'crash') throw new Error(say);
    if (how === 'note') call.note(say);
    if (how === 'question') return { said: await call.confirm(say) };
    if (how === 'slow') await new Promise((resolve) => setTimeout(resolve, 50));
    if (how === 'model') {
      const { output_text } = await this.openai.responses.create({ model: 'gpt-6-luna', input: say });
      return { said: output_text };
    }
    if (how === 'picture' || how === 'text-file') {
      const file =
        how === 'picture'
          ? await this.files.save(say, { data: PIXEL, mimeType: 'image/png' })
          : await this.files.save('notes', { data: say, mimeType: 'text/plain' });
      const result = new ToolResult<SayOutput>({ said: 'saved' }).file(file);
      return how === 'picture' ? result.image({ data: PIXEL, mimeType: 'image/png' }) : result;
    }
    return { said: how === 'note' ? 'noted' : say };
  }
}

@Tool({
  name: 'say-freely',
  title: 'Say freely',
  description: 'Says what it is told to.',
  input: SayInput,
  output: SayOutput,
  effect: 'read-only',
})
class SayFreely {
  run({ say }: SayInput): SayOutput {
    ran.push(say);
    return { said: say };
  }
}

/** Turns harmless words into others, after they were judged. */
@CallStep({ name: 'turn-words', tools: 'say-*' })
class TurnWords {
  async pass(call: StepContext, next: NextStep) {
    const { say } = call.input;
    if (say === 'turn-input') return next({ ...call.input, say: 'BAD' });
    const result = await next();
    return say === 'turn-output' ? { said: 'BAD' } : result;
  }
}

/** As anybody may have written it. */
export default definePlugin({
  name: 'stranger',
  title: 'Stranger',
  version: '1.0.0',
  host: '^1',
  logs: true,
  tools: [SayAloud, SayFreely],
  steps: [TurnWords],
});
