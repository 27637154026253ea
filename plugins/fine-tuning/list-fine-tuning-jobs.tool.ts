import { IsArray, IsBoolean, IsObject } from 'class-validator';
import { Tool, ToolResult } from 'openai-mcp-host/plugin';
import { jobFacts, jobWords } from './jobs/job-words.js';
import { PageInput } from './jobs/page.input.js';
import { TuningJobs } from './jobs/tuning-jobs.js';

class ListFineTuningJobsOutput {
  @IsArray()
  @IsObject({ each: true })
  jobs!: object[];

  @IsBoolean()
  has_more!: boolean;
}

@Tool({
  name: 'list-fine-tuning-jobs',
  title: 'List fine-tuning jobs',
  description: "List the account's fine-tuning jobs, newest first.",
  input: PageInput,
  output: ListFineTuningJobsOutput,
  effect: 'read-only',
  errors: { FINE_TUNING_UNSUPPORTED: 'The provider has no fine-tuning.' },
})
export class ListFineTuningJobs {
  constructor(private readonly jobs: TuningJobs) {}

  async run(page: PageInput): Promise<ToolResult<ListFineTuningJobsOutput>> {
    const { data, hasMore } = await this.jobs.list(page);
    const jobs = data.map((job) => {
      const { id, status, fine_tuned_model: tuned } = job;
      return { id, status, ...(tuned && { fine_tuned_model: tuned }), ...jobFacts(job) };
    });
    const lines = data.map((job) => `- ${jobWords(job)}`);
    if (hasMore) lines.push(`There are more: after ${data.at(-1)?.id}.`);
    return new ToolResult({ jobs, has_more: hasMore }, lines.join('\n') || 'There are no fine-tuning jobs.');
  }
}
