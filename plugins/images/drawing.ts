import { IsIn, IsInt, IsOptional, Max, MaxLength, Min } from 'class-validator';
import { GenerateImageInput } from './generate-image.input.js';

const BACKGROUNDS = ['transparent', 'opaque', 'auto'] as const;
const FORMATS = ['png', 'webp', 'jpeg'] as const;

/** What generate-image takes, exactly. */
export class Drawing extends GenerateImageInput {
  @MaxLength(32_000)
  declare prompt: string;

  @IsOptional()
  @IsIn(BACKGROUNDS)
  declare background?: (typeof BACKGROUNDS)[number];

  @IsOptional()
  @IsIn(FORMATS)
  declare output_format?: (typeof FORMATS)[number];

  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(100)
  declare output_compression?: number;
}
