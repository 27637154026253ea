import { IsArray, IsBoolean, IsObject } from 'class-validator';
import { Tool, ToolResult } from 'openai-mcp-host/plugin';
import { JobPageInput } from './jobs/page.input.js';
import { TuningJobs } from './jobs/tuning-jobs.js';

class ListFineTuningEventsOutput {
  @IsArray()
  @IsObject({ each: true })
  events!: object[];

  @IsBoolean()
  has_more!: boolean;
}

@Tool({
  name: 'list-fine-tuning-events',
  title: 'List fine-tuning events',
  description: 'List what a fine-tuning job tells of itself, newest first.',
  input: JobPageInput,
  output: ListFineTuningEventsOutput,
  effect: 'read-only',
  errors: { FINE_TUNING_JOB_NOT_FOUND: 'The account has no such job.' },
})
export class ListFineTuningEvents {
  constructor(private readonly jobs: TuningJobs) {}

  async run({ id, ...page }: JobPageInput): Promise<ToolResult<ListFineTuningEventsOutput>> {
    const { data, hasMore } = await this.jobs.events(id, page);
    const events = data.map(({ id: event, created_at: at, level, message, data: facts }) => ({
      ...{ id: event, at: new Date(at * 1000).toISOString(), level, message },
      ...(facts !== undefined && facts !== null && Object.keys(facts).length > 0 && { data: facts }),
    }));
    const lines = events.map(({ at, level, message }) => `- ${at} ${level}: ${message}`);
    if (hasMore) lines.push(`There are more: after ${data.at(-1)?.id}.`);
    return new ToolResult({ events, has_more: hasMore }, lines.join('\n') || 'There are no events yet.');
  }
}
