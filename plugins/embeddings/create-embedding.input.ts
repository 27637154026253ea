import { IsIn, IsInt, IsOptional, IsString } from 'class-validator';
import { Schema } from 'openai-mcp-host/plugin';

const TEXT = { type: 'string' };

/** What create-embedding lists; {@link Embedding} has it in full. */
export class CreateEmbeddingInput {
  @Schema({ anyOf: [TEXT, { type: 'array', items: TEXT }] })
  input!: string | string[];

  @IsOptional()
  @IsString()
  model?: string;

  @IsOptional()
  @IsIn(['float', 'base64'])
  encoding_format?: 'float' | 'base64';

  @IsOptional()
  @IsInt()
  dimensions?: number;
}
