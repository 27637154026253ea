import { IsBoolean } from 'class-validator';
import { Describe } from 'openai-mcp-host/plugin';

export class FineTuningSettings {
  @Describe('Whether a person is asked before a fine-tuning job is started. Off: whoever calls may spend.')
  @IsBoolean()
  confirm = true;
}
