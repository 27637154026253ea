import { IsOptional, IsString, Max, Min } from 'class-validator';
import { Describe, Jobs, Tool, type ToolCall, type ToolResult } from 'openai-mcp-host/plugin';
import { JobOutput, jobResult } from './job-output.js';

class GetJobInput {
  @Describe('Default: latest')
  @IsOptional()
  @IsString()
  id?: string;

  @IsOptional()
  @Min(0)
  @Max(600)
  wait_seconds?: number;
}

@Tool({
  name: 'get-job',
  title: 'Get a job',
  description: 'See how a long job stands; returns its result.',
  input: GetJobInput,
  output: JobOutput,
  effect: 'additive',
  errors: { JOB_NOT_FOUND: 'The client has no such job.' },
})
export class GetJob {
  constructor(private readonly jobs: Jobs) {}

  async run({ id, wait_seconds: wait = 0 }: GetJobInput, call: ToolCall): Promise<ToolResult<JobOutput>> {
    return jobResult(wait > 0 ? await this.jobs.follow(id, wait, call) : await this.jobs.look(id, call));
  }
}
