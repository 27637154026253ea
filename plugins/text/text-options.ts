import { IsIn, IsInt, IsNumber, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';

export const TASKS = ['draft', 'standard', 'hard'] as const;
export const EFFORTS = ['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max'] as const;
const VERBOSITIES = ['low', 'medium', 'high'] as const;
const TIERS = ['auto', 'default', 'flex', 'scale', 'priority', 'fast'] as const;

/** How a chat is to be answered, exactly. */
export class TextOptions {
  @IsOptional()
  @IsString()
  model?: string;

  @IsOptional()
  @IsIn(TASKS)
  task?: (typeof TASKS)[number];

  @IsOptional()
  @IsInt()
  @Min(1)
  max_tokens?: number;

  @IsOptional()
  @IsNumber()
  @Min(0)
  @Max(2)
  temperature?: number;

  @IsOptional()
  @IsIn(EFFORTS)
  reasoning_effort?: (typeof EFFORTS)[number];

  @IsOptional()
  @IsIn(VERBOSITIES)
  verbosity?: (typeof VERBOSITIES)[number];

  @IsOptional()
  @IsIn(TIERS)
  service_tier?: (typeof TIERS)[number];

  @IsOptional()
  @IsString()
  @MaxLength(64)
  prompt_cache_key?: string;
}
