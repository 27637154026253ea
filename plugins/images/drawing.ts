import { IsIn, IsInt, IsOptional, IsString, Length, Matches, Max, Min } from 'class-validator';
import { Union } from 'openai-mcp-host/plugin';
import { Look } from './look.js';

const QUALITIES = ['auto', 'low', 'medium', 'high', 'xhigh', 'max', 'standard', 'hd'] as const;
const BACKGROUNDS = ['transparent', 'opaque', 'auto'] as const;
const FORMATS = ['png', 'webp', 'jpeg', 'gif', 'svg'] as const;
type PictureFormat = (typeof FORMATS)[number];

/** What every tool of this plugin takes, exactly. */
export class PictureOptions {
  @IsOptional()
  @IsString()
  @Length(1, 200)
  model?: string;

  @IsOptional()
  @Matches(/^(auto|\d{2,4}x\d{2,4})$/)
  size?: string;

  @IsOptional()
  @IsIn(QUALITIES)
  quality?: (typeof QUALITIES)[number];

  @IsInt()
  @Min(1)
  @Max(10)
  n = 1;

  @IsOptional()
  @IsIn(BACKGROUNDS)
  background?: (typeof BACKGROUNDS)[number];

  @IsOptional()
  @IsIn(FORMATS)
  output_format?: PictureFormat;

  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(100)
  output_compression?: number;

  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(3)
  partial_images?: number;
}

/** What generate-image takes, exactly. */
export class Drawing extends PictureOptions {
  @IsString()
  @Length(1, 32_000)
  prompt!: string;

  @IsOptional()
  @Union('string', () => Look)
  style?: string | Look;
}
