import { IsNumber, IsObject, IsOptional, IsString } from 'class-validator';
import { type Job, ToolResult } from 'openai-mcp-host/plugin';

export class JobOutput {
  @IsString()
  id!: string;

  @IsString()
  status!: string;

  @IsOptional()
  @IsString()
  text?: string;

  @IsOptional()
  @IsObject()
  data?: Pick<Job, 'doing' | 'problem'> & Record<string, unknown>;

  @IsOptional()
  @IsString()
  file?: string;

  @IsOptional()
  @IsNumber()
  cost_usd?: number;
}

/** A job as it stands, for the model to read and as data. */
export function jobResult(job: Job, remark = wordsOn(job)): ToolResult<JobOutput> {
  const { id, status, doing, text, data, problem, file, attachments, costUsd } = job;
  const output: JobOutput = {
    ...{ id, status },
    ...(text !== undefined && { text }),
    ...((doing ?? data ?? problem) !== undefined && { data: { ...data, doing, problem } }),
    ...(file !== undefined && { file: file.uri }),
    ...(typeof costUsd === 'number' && { cost_usd: costUsd }),
  };
  const result = new ToolResult(output, [remark, text].filter(Boolean).join('\n\n'));
  const { images = [], sounds = [], resources = [], files = [] } = attachments ?? {};
  for (const image of images) result.image(image);
  for (const sound of sounds) result.sound(sound);
  for (const resource of resources) result.resource(resource);
  for (const each of file === undefined ? files : [...files, file]) result.file(each);
  return result;
}

function wordsOn({ id, title, status, doing, problem, text, hasEnded }: Job): string {
  if (!hasEnded) return `"${title}" is not done: ${doing ?? status}. Ask again later with get-job ${id}.`;
  const why = problem === undefined ? '' : ` ${[problem.message, problem.hint].filter(Boolean).join(' ')}`;
  if (status === 'completed' && problem === undefined && text !== undefined) return '';
  return `"${title}" is ${status}.${why}`;
}
