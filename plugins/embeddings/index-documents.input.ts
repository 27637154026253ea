import { IsArray, IsBoolean, IsInt, IsObject, IsOptional, IsString } from 'class-validator';
import { Describe } from 'openai-mcp-host/plugin';

/** What index-documents lists; {@link Indexing} has it in full. */
export class IndexDocumentsInput {
  @IsString()
  collection!: string;

  @Describe('Paths, folders, globs, URLs; or {text, id, title, metadata}')
  @IsArray()
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
