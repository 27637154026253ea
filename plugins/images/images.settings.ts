import { IsNotEmpty, IsString } from 'class-validator';
import { Describe } from 'openai-mcp-host/plugin';

export class ImagesSettings {
  @Describe('Image model where a call names none.')
  @IsString()
  @IsNotEmpty()
  model = 'gpt-image-2.6-flare';
}
