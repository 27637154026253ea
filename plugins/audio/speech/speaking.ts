import { IsIn, IsNotEmpty, IsOptional, Matches, Max, MaxLength, Min } from 'class-validator';
import { SpeakInput } from '../speak.input.js';
import type { SpeechFormat } from './joined-sound.js';

const FORMATS = ['mp3', 'opus', 'aac', 'flac', 'wav', 'pcm'] as const;

/** What speak takes, exactly. */
export class Speaking extends SpeakInput {
  /** Ten requests' worth: three quarters of an hour. */
  @Matches(/\S/)
  @MaxLength(40_960)
  declare input: string;

  @IsOptional()
  @IsNotEmpty()
  declare voice?: string;

  @IsOptional()
  @MaxLength(4096)
  declare instructions?: string;

  @IsIn(FORMATS)
  override response_format: SpeechFormat = 'mp3';

  @IsOptional()
  @Min(0.25)
  @Max(4)
  declare speed?: number;
}
