import { IsArray, IsBoolean, IsObject } from 'class-validator';
import { Tool, ToolResult } from 'openai-mcp-host/plugin';
import { figuresIn } from './jobs/figures-in.js';
import { JobPageInput } from './jobs/page.input.js';
import { TuningJobs } from './jobs/tuning-jobs.js';

class ListFineTuningCheckpointsOutput {
  @IsArray()
  @IsObject({ each: true })
  checkpoints!: object[];

  @IsBoolean()
  has_more!: boolean;
}

@Tool({
  name: 'list-fine-tuning-checkpoints',
  title: 'List fine-tuning checkpoints',
  description: 'List the models that a fine-tuning job kept on its way.',
  input: JobPageInput,
  output: ListFineTuningCheckpointsOutput,
  effect: 'read-only',
  errors: { FINE_TUNING_JOB_NOT_FOUND: 'The account has no such job.' },
})
export class ListFineTuningCheckpoints {
  constructor(private readonly jobs: TuningJobs) {}

  async run({ id, ...page }: JobPageInput): Promise<ToolResult<ListFineTuningCheckpointsOutput>> {
    const { data, hasMore } = await this.jobs.checkpoints(id, page);
    const checkpoints = data.map((checkpoint) => ({
      id: checkpoint.id,
      model: checkpoint.fine_tuned_model_checkpoint,
      step: checkpoint.step_number,
      metrics: checkpoint.metrics,
    }));
    const lines = checkpoints.map(({ step, model, metrics }) => {
      const { step: _, ...measured } = metrics ?? {};
      const figures = figuresIn(measured);
      return `- step ${step}: ${model}${figures === '' ? '' : ` (${figures})`}`;
    });
    if (hasMore) lines.push(`There are more: after ${data.at(-1)?.id}.`);
    return new ToolResult(
      { checkpoints, has_more: hasMore },
      lines.join('\n') || 'There are no checkpoints yet.',
    );
  }
}
