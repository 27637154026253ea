import { IsArray, IsInt, IsOptional, IsString } from 'class-validator';
import { Shapes, TextGeneration, Tool, type ToolCall, ToolResult } from 'openai-mcp-host/plugin';
import { type ComparedModel, comparedModel } from './compared-model.js';
import { Comparison } from './comparison.js';
import { comparisonText } from './comparison-text.js';
import { failedAltogether } from './failed-altogether.js';

/** What the listing says; {@link Comparison} is its exact form. */
class CompareModelsInput {
  @IsString()
  prompt!: string;

  @IsArray()
  @IsString({ each: true })
  models!: string[];

  @IsOptional()
  @IsString()
  system?: string;

  @IsOptional()
  @IsInt()
  max_tokens?: number;

  @IsOptional()
  @IsString()
  reasoning_effort?: string;
}

class CompareModelsOutput {
  @IsArray()
  answers!: ComparedModel[];
}

@Tool({
  name: 'compare-models',
  title: 'Compare models',
  description: 'Ask 2 to 8 models the same; returns their answers side by side, with cost and time.',
  input: CompareModelsInput,
  output: CompareModelsOutput,
  effect: 'read-only',
  errors: {
    CONTENT_REFUSED: 'Every model refused to answer.',
    OUTPUT_INCOMPLETE: 'The token limit left no model anything to say.',
  },
})
export class CompareModels {
  constructor(
    private readonly generation: TextGeneration,
    private readonly shapes: Shapes,
  ) {}

  async run(input: CompareModelsInput, call: ToolCall): Promise<ToolResult<CompareModelsOutput>> {
    const { prompt, models, system, max_tokens, reasoning_effort } = await this.shapes.check(
      Comparison,
      input,
    );
    const messages = [
      ...(system === undefined ? [] : [{ role: 'system' as const, content: system }]),
      { role: 'user' as const, content: prompt },
    ];
    const request = { messages, maxTokens: max_tokens, effort: reasoning_effort };
    let done = 0;

    const answers = await Promise.all(
      models.map(async (model) => {
        const ask = () => this.generation.ask({ ...request, model, fallbackModel: model }, call);
        const compared = await comparedModel(model, ask, call);
        done += 1;
        call.progress(done / models.length, `${model} has ${compared.error ? 'failed' : 'answered'}.`);
        return compared;
      }),
    );

    if (answers.every(({ error }) => error)) throw failedAltogether(answers);
    return new ToolResult({ answers }, comparisonText(answers));
  }
}
