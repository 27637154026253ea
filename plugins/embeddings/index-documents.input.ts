import { IsBoolean, IsInt, IsObject, IsOptional, IsString } from 'class-validator';
import { Describe, Schema } from 'openai-mcp-host/plugin';

/** What index-documents lists; {@link Indexing} has it in full. */
export class IndexDocumentsInput {
  @IsString()
  collection!: string;

  @Describe('Paths, globs, URLs, {text, id, metadata}')
  @Schema({ type: 'array', items: { anyOf: [{ type: 'string' }, { type: 'object' }] } })
  documents!: unknown[];

  @IsOptional()
  @IsObject()
  metadata?: object;

  @IsOptional()
  @IsString()
  model?: string;

  @IsOptional()
  @IsInt()
  dimensions?: number;

  @IsOptional()
  @IsBoolean()
  prune?: boolean;

  @IsOptional()
  @IsBoolean()
  dry_run?: boolean;
}
