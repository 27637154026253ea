import { IsArray, IsIn, IsInt, IsOptional, IsString } from 'class-validator';
import {
  Describe,
  Schema,
  Shapes,
  TextGeneration,
  Tool,
  type ToolCall,
  ToolResult,
} from 'openai-mcp-host/plugin';
import { ANSWER_ERRORS, JSON_ERRORS, PICTURE_ERRORS } from './errors.js';
import { ComparedImages } from './pictures/compared-images.js';
import { type Comparison, comparisonOf, comparisonPrompt, wordsOf } from './pictures/comparison.js';
import { ImageSources } from './pictures/image-sources.js';
import { TASKS, type Task } from './task.js';
import { VisionSettings } from './vision.settings.js';

class CompareImagesInput {
  @Describe('URLs or paths')
  @IsArray()
  @IsString({ each: true })
  image_url!: string[];

  @IsOptional()
  @IsString()
  prompt?: string;

  @IsOptional()
  @IsArray()
  @IsString({ each: true })
  criteria?: string[];

  @IsOptional()
  @IsString()
  model?: string;

  @IsOptional()
  @IsIn(TASKS)
  task?: Task;
}

class CompareImagesOutput {
  @IsString()
  summary!: string;

  @Schema({ type: 'array' })
  differences!: object[];

  @Schema({ type: 'array' })
  criteria!: object[];

  @IsOptional()
  @IsInt()
  better?: number;
}

@Tool({
  name: 'compare-images',
  title: 'Compare images',
  description: 'How pictures differ, and which is better.',
  input: CompareImagesInput,
  output: CompareImagesOutput,
  effect: 'read-only',
  errors: { ...PICTURE_ERRORS, ...ANSWER_ERRORS, ...JSON_ERRORS },
})
export class CompareImages {
  constructor(
    private readonly sources: ImageSources,
    private readonly generation: TextGeneration,
    private readonly shapes: Shapes,
    private readonly settings: VisionSettings,
  ) {}

  async run(input: CompareImagesInput, call: ToolCall): Promise<ToolResult<CompareImagesOutput>> {
    const { image_url, criteria } = input;
    const compared = await this.shapes.check(ComparedImages, { image_url, criteria });
    const pictures = await this.sources.partsOf(compared.image_url, 'high', call);
    const text = comparisonPrompt(input.prompt, compared.criteria ?? []);

    const { json } = await this.generation.ask(
      {
        model: input.model,
        fallbackModel: this.settings.model,
        task: input.task,
        format: comparisonOf(compared.image_url.length),
        messages: [{ role: 'user', content: [{ type: 'text', text }, ...pictures] }],
      },
      call,
    );

    const comparison = json as Comparison;
    const { better, ...rest } = comparison;
    return new ToolResult({ ...rest, ...(better !== null && { better }) }, wordsOf(comparison));
  }
}
