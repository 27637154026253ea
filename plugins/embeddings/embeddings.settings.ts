import { IsNotEmpty, IsString } from 'class-validator';
import { Describe } from 'openai-mcp-host/plugin';

export class EmbeddingsSettings {
  @Describe('Embedding model where a call names none.')
  @IsString()
  @IsNotEmpty()
  model = 'text-embedding-3-small';
}
