import { IsIn, IsOptional, Matches, MaxLength, MinLength } from 'class-validator';
import { TranslateAudioInput } from '../translate-audio.input.js';

const FORMATS = ['text', 'json', 'srt', 'vtt'] as const;

/** What translate-audio takes, exactly. */
export class Translating extends TranslateAudioInput {
  @MinLength(1)
  declare file: string;

  @Matches(/\S/)
  @MaxLength(60)
  override language = 'English';

  @IsIn(FORMATS)
  override response_format: (typeof FORMATS)[number] = 'text';

  @IsOptional()
  @MaxLength(10_000)
  declare prompt?: string;
}
