import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsInt,
  IsNotEmpty,
  IsOptional,
  IsString,
  Min,
} from 'class-validator';

/** What analyze-image takes, exactly. */
export class ImageQuestion {
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(50)
  @IsString({ each: true })
  @IsNotEmpty({ each: true })
  image_url!: string[];

  @IsString()
  @IsNotEmpty()
  prompt = 'What does this image show?';

  @IsOptional()
  @IsInt()
  @Min(1)
  max_tokens?: number;
}
