import { IsIn, IsNumber, IsObject, IsOptional, IsString, Max, Min } from 'class-validator';
import { Describe } from 'openai-mcp-host/plugin';
import { EFFORTS, type Effort } from './effort.js';
import { WebWishes } from './web-wishes.js';

/** What the listing says; {@link ResearchWishes} is the exact form. */
export class DeepResearchInput {
  @IsString()
  query!: string;

  @IsOptional()
  @IsString()
  model?: string;

  @Describe('As in web-search')
  @IsOptional()
  @IsObject()
  web_search?: object;

  @IsOptional()
  @IsString()
  reasoning_effort?: string;

  @IsOptional()
  @IsNumber()
  wait_seconds?: number;
}

export class ResearchWishes extends WebWishes {
  @IsOptional()
  @IsIn(EFFORTS)
  reasoning_effort?: Effort;

  @IsOptional()
  @Min(0)
  @Max(600)
  wait_seconds?: number;
}
