import { IsInt, IsOptional, IsString, Matches, Max, Min } from 'class-validator';
import { Describe } from 'openai-mcp-host/plugin';

/** Which part of a list. */
export class PageInput {
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(100)
  limit?: number;

  @IsOptional()
  @IsString()
  after?: string;
}

/** One job. */
export class TuningJobInput {
  @Describe('ftjob-…')
  @Matches(/^[\w-]+$/)
  id!: string;
}

/** Which part of a list that belongs to a job. */
export class JobPageInput extends PageInput {
  @Matches(/^[\w-]+$/)
  id!: string;
}
