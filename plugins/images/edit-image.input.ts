import { IsArray, IsInt, IsObject, IsOptional, IsString } from 'class-validator';
import type { Expansion } from './expansion.js';

/** What the listing says of an edit; {@link Editing} is its exact form. */
export class EditImageInput {
  @IsArray()
  @IsString({ each: true })
  image!: string[];

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
