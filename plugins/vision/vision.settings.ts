import { IsNotEmpty, IsString } from 'class-validator';
import { Describe } from 'openai-mcp-host/plugin';

export class VisionSettings {
  @Describe('Model where neither the call nor `defaults.model` names one.')
  @IsString()
  @IsNotEmpty()
  model = 'gpt-6.2-sol';
}
