import { IsObject, IsOptional, IsString } from 'class-validator';
import { Describe, Schema } from 'openai-mcp-host/plugin';

const oneOrMany = { anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }] };

/** What moderate-content lists; {@link Judging} has it in full. */
export class ModerateContentInput {
  @IsOptional()
  @Schema(oneOrMany)
  input?: string | string[];

  @Describe('URLs or paths of pictures')
  @IsOptional()
  @Schema(oneOrMany)
  image_url?: string | string[];

  @Describe('score that flags, by category')
  @IsOptional()
  @IsObject()
  thresholds?: Record<string, number>;

  @IsOptional()
  @IsString()
  model?: string;
}
