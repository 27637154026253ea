import { IsOptional, IsString } from 'class-validator';
import { Describe } from 'openai-mcp-host/plugin';

/** What the listing says of a translation; {@link Translating} is the exact form of what it leaves open. */
export class TranslateAudioInput {
  @IsString()
  file!: string;

  @Describe('Into which; default English.')
  @IsOptional()
  @IsString()
  language?: string;

  @Describe('text, json, srt, vtt')
  @IsOptional()
  @IsString()
  response_format?: string;

  @IsOptional()
  @IsString()
  prompt?: string;

  @IsOptional()
  @IsString()
  model?: string;
}
