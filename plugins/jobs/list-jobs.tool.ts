import { IsArray, IsIn, IsInt, IsOptional, IsString, Max, Min } from 'class-validator';
import { type Job, type JobStatus, Jobs, Tool, type ToolCall, ToolResult } from 'openai-mcp-host/plugin';
import { dollars } from './dollars.js';
import { JOB_STATUSES } from './job-statuses.js';

class ListJobsInput {
  @IsOptional()
  @IsIn(JOB_STATUSES)
  status?: JobStatus;

  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(100)
  limit?: number;

  @IsOptional()
  @IsString()
  after?: string;
}

interface ListedJob {
  id: string;
  kind: string;
  tool: string | null;
  title: string;
  status: string;
  started_at: string;
  doing?: string;
  cost_usd?: number;
}

class ListJobsOutput {
  @IsArray()
  jobs!: ListedJob[];
}

@Tool({
  name: 'list-jobs',
  title: 'List jobs',
  description: 'List long jobs, newest first, as they were last seen.',
  input: ListJobsInput,
  output: ListJobsOutput,
  effect: 'read-only',
  errors: { JOB_NOT_FOUND: 'There is no job `after`.' },
})
export class ListJobs {
  constructor(private readonly jobs: Jobs) {}

  async run(
    { limit = 20, ...query }: ListJobsInput,
    call: ToolCall,
  ): Promise<ToolResult<ListJobsOutput & { has_more: boolean }>> {
    const found = await this.jobs.list({ ...query, limit: limit + 1 }, call);
    const jobs = found.slice(0, limit).map(listed);
    const has_more = found.length > limit;
    const lines = jobs.map(lineOf);
    if (has_more) lines.push(`There are more: list-jobs after ${jobs.at(-1)!.id}.`);
    return new ToolResult({ jobs, has_more }, lines.join('\n') || 'There are no such jobs.');
  }
}

const listed = ({ id, kind, tool, title, status, startedAt, doing, costUsd }: Job): ListedJob => ({
  ...{ id, kind, tool, title, status, started_at: startedAt },
  ...(doing !== undefined && { doing }),
  ...(typeof costUsd === 'number' && { cost_usd: costUsd }),
});

function lineOf({ id, tool, kind, title, status, started_at, doing, cost_usd }: ListedJob): string {
  const cost = cost_usd === undefined ? '' : `, ${dollars(cost_usd)}`;
  return `${id}: ${status}${doing === undefined ? '' : ` (${doing})`}, ${tool ?? kind} "${title}", ${started_at}${cost}`;
}
