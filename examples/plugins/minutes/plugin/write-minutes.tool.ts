import { IsIn, Length } from 'class-validator';
import {
  CostTracker,
  Describe,
  Files,
  OpenAIClient,
  Tool,
  type ToolCall,
  ToolError,
  ToolResult,
} from 'openai-mcp-host/plugin';
import { MINUTES_SCHEMA, Minutes, pageOf, readMinutes } from './minutes.js';
import { MinutesSettings } from './minutes.settings.js';

class WriteMinutesInput {
  @Describe('What was said, word for word or in notes.')
  @Length(20, 400_000)
  transcript!: string;

  @IsIn(['brief', 'full'])
  length: 'brief' | 'full' = 'brief';
}

const instructionsFor = (length: 'brief' | 'full') =>
  `Write the minutes of this meeting in its own language: a ${length === 'brief' ? 'summary of two sentences' : 'full summary'}, \
what was decided, and who is to do what. Invent nothing. Leave an owner empty where none was named.`;

@Tool({
  name: 'write-minutes',
  title: 'Write minutes',
  description:
    'Turn the transcript of a meeting into minutes: summary, decisions, tasks; saves them as a page.',
  input: WriteMinutesInput,
  output: Minutes,
  effect: 'additive',
  errors: { MINUTES_UNREADABLE: 'The model broke off before the minutes were complete.' },
})
export class WriteMinutes {
  constructor(
    private readonly openai: OpenAIClient,
    private readonly files: Files,
    private readonly costs: CostTracker,
    private readonly settings: MinutesSettings,
  ) {}

  async run({ transcript, length }: WriteMinutesInput, call: ToolCall): Promise<ToolResult<Minutes>> {
    const { model, noteAboveUsd } = this.settings;
    const { output_text: answer } = await this.openai.responses.create({
      model,
      instructions: instructionsFor(length),
      input: transcript,
      text: { format: { type: 'json_schema', name: 'minutes', strict: true, schema: MINUTES_SCHEMA } },
    });

    const minutes = this.read(answer);
    const page = pageOf(minutes);
    const file = await this.files.save('Minutes', { data: page, mimeType: 'text/markdown' });

    const { costUsd } = this.costs.own();
    if (costUsd > noteAboveUsd)
      call.note(`Minutes have cost $${costUsd.toFixed(4)} since the server's start.`);
    return new ToolResult(minutes, page).file(file);
  }

  private read(answer: string): Minutes {
    try {
      return readMinutes(answer);
    } catch (cause) {
      const hint = 'Send a shorter transcript, or ask for brief minutes.';
      throw new ToolError('MINUTES_UNREADABLE', 'The model broke off in the middle.', hint, { cause });
    }
  }
}
