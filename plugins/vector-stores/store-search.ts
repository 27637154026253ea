import {
  ArrayMaxSize,
  ArrayMinSize,
  IsBoolean,
  IsIn,
  IsInt,
  IsNumber,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  Min,
} from 'class-validator';
import { Nested, ToolError, Union } from 'openai-mcp-host/plugin';
import { ID } from './store-id.js';

const COMPARISONS = ['eq', 'ne', 'gt', 'gte', 'lt', 'lte', 'in', 'nin'] as const;
const COMBINATIONS = ['and', 'or'] as const;
const RANKERS = ['none', 'auto', 'default-2024-11-15'] as const;

/** Compares an attribute with a value, or combines filters. */
export class Filter {
  @IsIn([...COMPARISONS, ...COMBINATIONS])
  type!: (typeof COMPARISONS)[number] | (typeof COMBINATIONS)[number];

  @IsOptional()
  @IsString()
  @Length(1, 64)
  key?: string;

  @IsOptional()
  @Union('string', 'number', 'boolean', ['string', 'number'])
  value?: string | number | boolean | (string | number)[];

  @IsOptional()
  @Nested(() => Filter, { each: true })
  @ArrayMinSize(1)
  @ArrayMaxSize(50)
  filters?: Filter[];
}

class RankingOptions {
  @IsOptional()
  @IsIn(RANKERS)
  ranker?: (typeof RANKERS)[number];

  @IsOptional()
  @IsNumber()
  @Min(0)
  @Max(1)
  score_threshold?: number;
}

/** What search-vector-store takes, exactly. */
export class StoreSearch {
  @Matches(ID)
  vector_store_id!: string;

  @IsString()
  @Length(1, 4096)
  query!: string;

  @IsOptional()
  @Nested(() => Filter)
  filters?: Filter;

  @IsInt()
  @Min(1)
  @Max(50)
  max_num_results = 10;

  @IsOptional()
  @IsBoolean()
  rewrite_query?: boolean;

  @IsOptional()
  @Nested(() => RankingOptions)
  ranking_options?: RankingOptions;
}

/** @throws ToolError where a filter lacks what its type needs, or has what it doesn't. */
export function checkFilter(filter: Filter | undefined, path = 'filters'): void {
  if (filter === undefined) return;
  const { type, key, value, filters } = filter;
  const combines = type === 'and' || type === 'or';
  if (combines) {
    if (filters === undefined || key !== undefined || value !== undefined)
      throw invalid(`${path}: "${type}" takes filters, and nothing else.`);
    for (const [number, each] of filters.entries()) checkFilter(each, `${path}.filters[${number}]`);
    return;
  }
  if (key === undefined || value === undefined || filters !== undefined)
    throw invalid(`${path}: "${type}" takes a key and a value, and nothing else.`);
  const isList = type === 'in' || type === 'nin';
  if (isList !== Array.isArray(value))
    throw invalid(`${path}: the value of "${type}" is ${isList ? 'a list' : 'no list'}.`);
}

const invalid = (message: string) =>
  new ToolError(
    'FILTER_INVALID',
    message,
    'Such as {"type":"eq","key":"topic","value":"law"}, or {"type":"and","filters":[…]}.',
  );
