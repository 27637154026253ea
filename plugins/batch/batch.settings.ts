import { IsNotEmpty, IsString } from 'class-validator';
import { Describe } from 'openai-mcp-host/plugin';

export class BatchSettings {
  @Describe('Text model where neither the request nor `defaults.model` names one.')
  @IsString()
  @IsNotEmpty()
  model = 'gpt-6-luna';

  @Describe('Embedding model where a request names none.')
  @IsString()
  @IsNotEmpty()
  embeddingModel = 'text-embedding-3-small';

  @Describe('Image model where a request names none.')
  @IsString()
  @IsNotEmpty()
  imageModel = 'gpt-image-2.6-flare';
}
