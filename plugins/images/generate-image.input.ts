import { IsIn, IsInt, IsOptional, IsString, Length, Matches, Max, Min } from 'class-validator';
import { Describe } from 'openai-mcp-host/plugin';

const QUALITIES = ['auto', 'low', 'medium', 'high', 'xhigh', 'max', 'standard', 'hd'] as const;
const FORMATS = ['png', 'webp', 'jpeg'] as const;

export class GenerateImageInput {
  @IsString()
  @Length(1, 32_000)
  prompt!: string;

  @IsOptional()
  @IsString()
  model?: string;

  @Describe('auto or WxH, in multiples of 16.')
  @IsOptional()
  @Matches(/^(auto|\d{2,4}x\d{2,4})$/)
  size?: string;

  @IsOptional()
  @IsIn(QUALITIES)
  quality?: (typeof QUALITIES)[number];

  @IsOptional()
  @IsIn(['vivid', 'natural'])
  style?: 'vivid' | 'natural';

  @IsInt()
  @Min(1)
  @Max(10)
  n = 1;

  @IsOptional()
  @IsIn(['transparent', 'opaque', 'auto'])
  background?: 'transparent' | 'opaque' | 'auto';

  @IsOptional()
  @IsIn(FORMATS)
  output_format?: (typeof FORMATS)[number];

  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(100)
  output_compression?: number;
}
