import { IsNotEmpty, IsString } from 'class-validator';
import { Describe } from 'openai-mcp-host/plugin';

export class ModerationSettings {
  @Describe('Moderation model where a call names none.')
  @IsString()
  @IsNotEmpty()
  model = 'omni-moderation-latest';
}
