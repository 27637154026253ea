import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsOptional,
  IsString,
  Min,
} from 'class-validator';
import { EFFORTS } from './text-options.js';

/** What compare-models takes, exactly. */
export class Comparison {
  @IsString()
  @IsNotEmpty()
  prompt!: string;

  @IsArray()
  @ArrayMinSize(2)
  @ArrayMaxSize(8)
  @ArrayUnique()
  @IsString({ each: true })
  @IsNotEmpty({ each: true })
  models!: string[];

  @IsOptional()
  @IsString()
  system?: string;

  @IsOptional()
  @IsInt()
  @Min(1)
  max_tokens?: number;

  @IsOptional()
  @IsIn(EFFORTS)
  reasoning_effort?: (typeof EFFORTS)[number];
}
