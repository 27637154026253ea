import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsNotEmpty,
  IsOptional,
  IsString,
  Matches,
  MaxLength,
  MinLength,
} from 'class-validator';
import { Schema } from 'openai-mcp-host/plugin';
import { TranscribeAudioInput } from '../transcribe-audio.input.js';

const FORMATS = ['text', 'json', 'srt', 'vtt', 'diarized_json'] as const;

/** What transcribe-audio takes, exactly. */
export class Transcribing extends TranscribeAudioInput {
  @MinLength(1)
  declare file: string;

  @IsIn(FORMATS)
  override response_format: (typeof FORMATS)[number] = 'text';

  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayUnique()
  @IsIn(['word', 'segment'], { each: true })
  declare timestamp_granularities?: ('word' | 'segment')[];

  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @Matches(/^[a-z]{2,3}(-[A-Za-z]{2,4})?$/, { each: true })
  declare languages?: string[];

  @IsOptional()
  @IsArray()
  @ArrayMaxSize(1000)
  @IsString({ each: true })
  @IsNotEmpty({ each: true })
  declare keywords?: string[];

  /** A clip of each voice by its name. */
  @IsOptional()
  @Schema({ type: 'object', maxProperties: 4, additionalProperties: { type: 'string', minLength: 1 } })
  declare known_speakers?: Record<string, string>;

  @IsOptional()
  @MaxLength(10_000)
  declare prompt?: string;
}
