import { IsInt, IsObject, IsOptional, IsString } from 'class-validator';
import { Schema } from 'openai-mcp-host/plugin';
import type { Expansion } from './expansion.js';

/** What the listing says of an edit; {@link Editing} is its exact form. */
export class EditImageInput {
  @Schema({ anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }] })
  image!: string | string[];

  @IsString()
  prompt!: string;

  @IsOptional()
  @IsString()
  mask?: string;

  @IsOptional()
  @IsObject()
  expand?: Expansion;

  @IsOptional()
  @IsString()
  model?: string;

  @IsOptional()
  @IsString()
  size?: string;

  @IsOptional()
  @IsString()
  quality?: string;

  @IsOptional()
  @IsInt()
  n?: number;

  @IsOptional()
  @IsString()
  background?: string;

  @IsOptional()
  @IsString()
  output_format?: string;
}
