import { IsOptional, IsString } from 'class-validator';
import { Schema } from 'openai-mcp-host/plugin';
import { THRESHOLDS } from './moderation.settings.js';

const textOrTexts = (maxItems: number) => ({
  anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' }, maxItems }],
});

/** What moderate-content takes, exactly. */
export class Judging {
  @IsOptional()
  @Schema(textOrTexts(128))
  input?: string | string[];

  @IsOptional()
  @Schema(textOrTexts(16))
  image_url?: string | string[];

  @IsOptional()
  @Schema(THRESHOLDS)
  thresholds?: Record<string, number>;

  @IsOptional()
  @IsString()
  model?: string;
}
