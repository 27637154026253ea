import { IsOptional, IsString, Length, MinLength } from 'class-validator';
import { PictureOptions } from './drawing.js';

/** What create-image-variation takes, exactly. */
export class Varying extends PictureOptions {
  @IsString()
  @MinLength(1)
  image!: string;

  @IsOptional()
  @IsString()
  @Length(1, 31_000)
  prompt?: string;
}
