import { IsInt, IsOptional, IsString } from 'class-validator';
import { Schema } from 'openai-mcp-host/plugin';
import type { Look } from './look.js';

/** What the listing says of a drawing; {@link Drawing} is its exact form. */
export class GenerateImageInput {
  @IsString()
  prompt!: string;

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
  @Schema({ anyOf: [{ type: 'string' }, { type: 'object' }] })
  style?: string | Look;

  @IsOptional()
  @IsInt()
  n?: number;

  @IsOptional()
  @IsString()
  background?: string;

  @IsOptional()
  @IsString()
  output_format?: string;

  @IsOptional()
  @IsInt()
  output_compression?: number;

  @IsOptional()
  @IsInt()
  partial_images?: number;
}
