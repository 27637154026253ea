import { IsObject, IsOptional, IsString } from 'class-validator';
import { Describe, Schema } from 'openai-mcp-host/plugin';

/** What create-batch lists; {@link BatchOrder} has it in full. */
export class CreateBatchInput {
  @IsOptional()
  @Schema({
    type: 'array',
    items: { anyOf: [{ type: 'string' }, { type: 'object' }] },
    description: 'Text or {custom_id?, body}',
  })
  requests?: unknown[];

  @Describe('JSONL')
  @IsOptional()
  @IsString()
  file?: string;

  @Describe('Default: /v1/responses')
  @IsOptional()
  @IsString()
  endpoint?: string;

  @IsOptional()
  @IsObject()
  defaults?: Record<string, unknown>;

  @IsOptional()
  @IsObject()
  metadata?: Record<string, unknown>;

  @IsOptional()
  @IsObject()
  output_expires_after?: object;
}
