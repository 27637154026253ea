import { IsIn, IsInt, IsOptional, IsString, Min } from 'class-validator';
import { Schema } from 'openai-mcp-host/plugin';

const TEXT = { type: 'string', minLength: 1 };

export class CreateEmbeddingInput {
  @Schema({ anyOf: [TEXT, { type: 'array', items: TEXT, minItems: 1, maxItems: 2048 }] })
  input!: string | string[];

  @IsOptional()
  @IsString()
  model?: string;

  @IsIn(['float', 'base64'])
  encoding_format: 'float' | 'base64' = 'float';

  @IsOptional()
  @IsInt()
  @Min(1)
  dimensions?: number;
}
