import { IsString } from 'class-validator';
import { type Job, Jobs, Tool, type ToolCall, type ToolResult } from 'openai-mcp-host/plugin';
import { dollars } from './dollars.js';
import { JobOutput, jobResult } from './job-output.js';

class CancelJobInput {
  @IsString()
  id!: string;
}

@Tool({
  name: 'cancel-job',
  title: 'Cancel a job',
  description: 'Stop a long job; returns what it was charged.',
  input: CancelJobInput,
  output: JobOutput,
  // It ends only what this client began, as cancelling a call does, and has to be there where destructive tools are off.
  effect: 'additive',
  errors: { JOB_NOT_FOUND: 'The client has no such job.' },
})
export class CancelJob {
  constructor(private readonly jobs: Jobs) {}

  async run({ id }: CancelJobInput, call: ToolCall): Promise<ToolResult<JobOutput>> {
    const job = await this.jobs.cancel(id, call);
    return jobResult(job, [howItEnded(job), chargedFor(job)].filter(Boolean).join(' '));
  }
}

function howItEnded({ title, status, problem }: Job): string {
  if (status === 'cancelled') return `"${title}" is cancelled.`;
  if (status === 'queued' || status === 'in_progress')
    return `"${title}" is being cancelled: see get-job for its end.`;
  return `"${title}" had ended before: it is ${status}. ${problem?.message ?? ''}`.trim();
}

function chargedFor({ kind, hasEnded, costUsd, costIsMost }: Job): string {
  if (!hasEnded) return '';
  if (kind === 'file-batch') return 'Adding files costs nothing; OpenAI charges for what a store holds.';
  if (costUsd === null || costUsd === undefined)
    return 'OpenAI does not say what it cost; it charges for what was used until then.';
  return costIsMost
    ? `OpenAI does not say what it cost: its worst case, ${dollars(costUsd)}, was booked.`
    : `It was charged ${dollars(costUsd)}.`;
}
