import { IsString } from 'class-validator';
import { Tool, type ToolCall, ToolError, ToolResult } from 'openai-mcp-host/plugin';
import { AnalyzeImageInput } from './analyze-image.input.js';
import { ImageQuestions } from './image-questions.js';
import { ImageSources } from './image-sources.js';

class AnalyzeImageOutput {
  @IsString()
  id!: string;

  @IsString()
  text!: string;
}

@Tool({
  name: 'analyze-image',
  title: 'Analyze an image',
  description: 'Ask a model about a picture; returns its answer.',
  input: AnalyzeImageInput,
  output: AnalyzeImageOutput,
  effect: 'read-only',
  errors: {
    NOT_AN_IMAGE: 'What the call names is no picture that OpenAI takes.',
    IMAGE_TOO_LARGE: 'The picture has more than 50 MB.',
    CONTENT_REFUSED: 'The model refused to answer.',
    OUTPUT_INCOMPLETE: 'The token limit was reached before there was an answer.',
  },
})
export class AnalyzeImage {
  constructor(
    private readonly sources: ImageSources,
    private readonly questions: ImageQuestions,
  ) {}

  async run(input: AnalyzeImageInput, call: ToolCall): Promise<ToolResult<AnalyzeImageOutput>> {
    const url = await this.sources.urlOf(input.image_url);

    const { id, text, cut } = await this.questions.ask(input, url, call);

    if (cut === 'refusal') {
      const message = `The model refused to answer. ${text.slice(0, 500)}`.trim();
      throw new ToolError('CONTENT_REFUSED', message, 'Ask for something else.');
    }
    if (cut === 'length' && text === '') {
      const message = 'The token limit was used up before any text: reasoning tokens count too.';
      throw new ToolError('OUTPUT_INCOMPLETE', message, 'Raise max_tokens.');
    }
    if (text === '') {
      throw new ToolError(
        'UPSTREAM_INVALID_RESPONSE',
        'The answer holds no text.',
        'Call again, or use another model.',
      );
    }
    if (cut === 'length') call.note('The answer stops at the token limit: raise max_tokens for the rest.');
    return new ToolResult({ id, text }, text);
  }
}
