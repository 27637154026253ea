import { IsInt, IsObject, IsOptional, IsString, Length, Max, Min } from 'class-validator';
import { Describe } from 'openai-mcp-host/plugin';
import { SearchFilter } from './searching/search-filter.js';

/** What similar-to lists; {@link Likening} has it in full. */
export class SimilarToInput {
  @IsString()
  collection!: string;

  @Describe('Source or chunk of a hit')
  @IsOptional()
  @IsString()
  id?: string;

  @Describe('In place of id')
  @IsOptional()
  @IsString()
  text?: string;

  @IsOptional()
  @IsInt()
  limit?: number;

  @IsOptional()
  @IsObject()
  filter?: object;
}

/** What similar-to takes, exactly. */
export class Likening extends SearchFilter {
  @IsString()
  collection!: string;

  @IsOptional()
  @Length(1, 2000)
  id?: string;

  @IsOptional()
  @Length(1, 2500)
  text?: string;

  @IsInt()
  @Min(1)
  @Max(50)
  limit = 8;
}
