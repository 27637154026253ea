import { IsIn, IsInt, IsOptional, IsString, Min, MinLength } from 'class-validator';
import { Describe } from 'openai-mcp-host/plugin';

const DETAILS = ['auto', 'low', 'high', 'original'] as const;

export class AnalyzeImageInput {
  @Describe('URL, data URL or local path')
  @IsString()
  @MinLength(1)
  image_url!: string;

  @IsString()
  @MinLength(1)
  prompt = 'What does this image show?';

  @IsOptional()
  @IsString()
  model?: string;

  @IsOptional()
  @IsInt()
  @Min(1)
  max_tokens?: number;

  @IsIn(DETAILS)
  detail: (typeof DETAILS)[number] = 'auto';
}
