import { IsString } from 'class-validator';
import { Shapes, TextGeneration, Tool, type ToolCall, ToolResult } from 'openai-mcp-host/plugin';
import { AnalyzeImageInput } from './analyze-image.input.js';
import { ANSWER_ERRORS, PICTURE_ERRORS, SCHEMA_ERRORS } from './errors.js';
import { ImageQuestion } from './pictures/image-question.js';
import { ImageSources } from './pictures/image-sources.js';
import { VisionSettings } from './vision.settings.js';
import { wantedJson } from './wanted-json.js';

class AnalyzeImageOutput {
  @IsString()
  text!: string;

  /** Any JSON there is, so no schema says anything of it. */
  json?: unknown;
}

@Tool({
  name: 'analyze-image',
  title: 'Analyze images',
  description: 'Ask about pictures; answers in text or JSON.',
  input: AnalyzeImageInput,
  output: AnalyzeImageOutput,
  effect: 'read-only',
  errors: { ...PICTURE_ERRORS, ...ANSWER_ERRORS, ...SCHEMA_ERRORS },
})
export class AnalyzeImage {
  constructor(
    private readonly sources: ImageSources,
    private readonly generation: TextGeneration,
    private readonly shapes: Shapes,
    private readonly settings: VisionSettings,
  ) {}

  async run(input: AnalyzeImageInput, call: ToolCall): Promise<ToolResult<AnalyzeImageOutput>> {
    const { json_schema, detail = 'auto', model, task, ...asked } = input;
    const question = { ...asked, image_url: [input.image_url].flat() };
    const { image_url, prompt, max_tokens } = await this.shapes.check(ImageQuestion, question);
    const format = json_schema && wantedJson(json_schema);
    const pictures = await this.sources.partsOf(image_url, detail, call);

    const { text, json } = await this.generation.ask(
      {
        model,
        fallbackModel: this.settings.model,
        task,
        maxTokens: max_tokens,
        format,
        messages: [{ role: 'user', content: [{ type: 'text', text: prompt }, ...pictures] }],
      },
      call,
    );

    return new ToolResult({ text, json }, text);
  }
}
