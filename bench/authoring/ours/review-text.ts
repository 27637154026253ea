import { IsIn, IsInt, IsString, Length, Max, Min } from 'class-validator';
import { Describe, definePlugin, Nested, OpenAIClient, Tool, ToolResult } from 'openai-mcp-host/plugin';

class Reader {
  @Describe('Who reads it, such as "a nurse".')
  @Length(1, 80)
  role!: string;

  @Describe('Age in years.')
  @IsInt()
  @Min(3)
  @Max(120)
  age!: number;
}

class ReviewTextInput {
  @Describe('The text to review.')
  @Length(1, 20_000)
  text!: string;

  @Describe('For whom it is written.')
  @Nested(() => Reader)
  reader!: Reader;

  @Describe('What to judge.')
  @IsIn(['clarity', 'tone', 'facts'])
  focus: 'clarity' | 'tone' | 'facts' = 'clarity';
}

class ReviewTextOutput {
  @IsString()
  review!: string;
}

@Tool({
  name: 'review-text',
  title: 'Review a text',
  description: 'Review a text for its reader; returns the review.',
  input: ReviewTextInput,
  output: ReviewTextOutput,
  effect: 'read-only',
})
export class ReviewText {
  constructor(private readonly openai: OpenAIClient) {}

  async run({ text, reader, focus }: ReviewTextInput): Promise<ToolResult<ReviewTextOutput>> {
    const { output_text: review } = await this.openai.responses.create({
      model: 'gpt-6-luna',
      instructions: `Review the ${focus} of the text for ${reader.role}, aged ${reader.age}.`,
      input: text,
    });
    return new ToolResult({ review }, review);
  }
}

export default definePlugin({ name: 'review', title: 'Reviews', version: '1.0.0', host: '^1' });
