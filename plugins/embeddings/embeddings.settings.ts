import { IsInt, IsNotEmpty, IsString, Max, Min } from 'class-validator';
import { Describe } from 'openai-mcp-host/plugin';

export class EmbeddingsSettings {
  @Describe('Embedding model where a call names none.')
  @IsString()
  @IsNotEmpty()
  model = 'text-embedding-3-small';

  @Describe(
    'Most bytes of a chunk when documents are indexed: no text has more tokens than bytes. Another number means that documents are indexed anew.',
  )
  @IsInt()
  @Min(200)
  @Max(7000)
  chunkBytes = 2000;
}
