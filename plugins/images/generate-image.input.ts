import { IsIn, IsInt, IsOptional, IsString, Matches, Max, Min, MinLength } from 'class-validator';

const QUALITIES = ['auto', 'low', 'medium', 'high', 'xhigh', 'max', 'standard', 'hd'] as const;

/** What the listing says of a drawing; {@link Drawing} is the exact form of what it leaves open. */
export class GenerateImageInput {
  @IsString()
  @MinLength(1)
  prompt!: string;

  @IsOptional()
  @IsString()
  model?: string;

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
  @IsString()
  background?: string;

  @IsOptional()
  @IsString()
  output_format?: string;

  @IsOptional()
  @IsInt()
  output_compression?: number;
}
