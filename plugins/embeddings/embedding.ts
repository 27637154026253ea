import { IsOptional, Min } from 'class-validator';
import { Schema } from 'openai-mcp-host/plugin';
import { CreateEmbeddingInput } from './create-embedding.input.js';

const TEXT = { type: 'string', minLength: 1 };

/** What create-embedding takes, exactly. */
export class Embedding extends CreateEmbeddingInput {
  @Schema({ anyOf: [TEXT, { type: 'array', items: TEXT, minItems: 1, maxItems: 2048 }] })
  declare input: string | string[];

  @IsOptional()
  @Min(1)
  declare dimensions?: number;
}
