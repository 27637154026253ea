import { Tool, ToolResult } from 'openai-mcp-host/plugin';
import { ChangedJobOutput } from './jobs/changed-job.output.js';
import { jobWords } from './jobs/job-words.js';
import { TuningJobInput } from './jobs/page.input.js';
import { TuningJobs } from './jobs/tuning-jobs.js';

@Tool({
  name: 'resume-fine-tuning-job',
  title: 'Resume a fine-tuning job',
  description: 'Go on with a paused fine-tuning job.',
  input: TuningJobInput,
  output: ChangedJobOutput,
  effect: 'destructive',
  errors: { FINE_TUNING_JOB_NOT_FOUND: 'The account has no such job.' },
})
export class ResumeFineTuningJob {
  constructor(private readonly jobs: TuningJobs) {}

  async run({ id }: TuningJobInput): Promise<ToolResult<ChangedJobOutput>> {
    const job = await this.jobs.change(id, 'resume');
    return new ToolResult({ id: job.id, status: job.status }, `${jobWords(job)}`);
  }
}
