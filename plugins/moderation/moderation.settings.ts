import { IsNotEmpty, IsString } from 'class-validator';
import { Describe, Schema } from 'openai-mcp-host/plugin';

export const THRESHOLDS = {
  type: 'object',
  additionalProperties: { type: 'number', minimum: 0, maximum: 1 },
};

export class ModerationSettings {
  @Describe('Moderation model where a call names none.')
  @IsString()
  @IsNotEmpty()
  model = 'omni-moderation-latest';

  @Describe(
    "Scores from 0 to 1, by category: one that reaches its score is flagged, and one that does not is not, whatever OpenAI says of it. A call's own come before.",
  )
  @Schema(THRESHOLDS)
  thresholds: Record<string, number> = {};
}
