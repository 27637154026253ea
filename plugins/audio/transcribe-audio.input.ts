import { IsArray, IsObject, IsOptional, IsString } from 'class-validator';
import { Describe } from 'openai-mcp-host/plugin';

/** What the listing says of a transcription; {@link Transcribing} is the exact form of what it leaves open. */
export class TranscribeAudioInput {
  @IsString()
  file!: string;

  @IsOptional()
  @IsString()
  model?: string;

  @Describe('text, json, srt, vtt, diarized_json')
  @IsOptional()
  @IsString()
  response_format?: string;

  @IsOptional()
  @IsArray()
  @IsString({ each: true })
  timestamp_granularities?: string[];

  @IsOptional()
  @IsArray()
  @IsString({ each: true })
  languages?: string[];

  @IsOptional()
  @IsString()
  prompt?: string;

  @IsOptional()
  @IsArray()
  @IsString({ each: true })
  keywords?: string[];

  @IsOptional()
  @IsObject()
  known_speakers?: Record<string, unknown>;
}
