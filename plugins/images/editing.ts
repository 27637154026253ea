import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsOptional,
  IsString,
  Length,
  MinLength,
} from 'class-validator';
import { Nested } from 'openai-mcp-host/plugin';
import { PictureOptions } from './drawing.js';
import { Expansion } from './expansion.js';

/** What edit-image takes, exactly. */
export class Editing extends PictureOptions {
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(16)
  @IsString({ each: true })
  @MinLength(1, { each: true })
  image!: string[];

  @IsString()
  @Length(1, 32_000)
  prompt!: string;

  @IsOptional()
  @IsString()
  @MinLength(1)
  mask?: string;

  @IsOptional()
  @Nested(() => Expansion)
  expand?: Expansion;
}
