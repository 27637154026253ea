import { IsIn, IsInt, IsObject, IsOptional, IsString, Length, Max, Min } from 'class-validator';
import { Describe } from 'openai-mcp-host/plugin';
import { SearchFilter } from './searching/search-filter.js';

/** What semantic-search lists; {@link Searching} has it in full. */
export class SemanticSearchInput {
  @IsString()
  collection!: string;

  @IsString()
  query!: string;

  @IsOptional()
  @IsInt()
  limit?: number;

  @Describe('{key: value} or {key: {in, ne, gt, gte, lt, lte}}')
  @IsOptional()
  @IsObject()
  filter?: object;

  @IsOptional()
  @IsIn(['hybrid', 'vector', 'text'])
  mode?: 'hybrid' | 'vector' | 'text';
}

/** What semantic-search takes, exactly. A query so long is no more than 8192 tokens in any language. */
export class Searching extends SearchFilter {
  @IsString()
  collection!: string;

  @Length(1, 2500)
  query!: string;

  @IsInt()
  @Min(1)
  @Max(50)
  limit = 8;

  @IsIn(['hybrid', 'vector', 'text'])
  mode: 'hybrid' | 'vector' | 'text' = 'hybrid';
}
