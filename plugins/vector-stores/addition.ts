import {
  ArrayMaxSize,
  ArrayMinSize,
  IsInt,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  Min,
} from 'class-validator';
import { Nested, RecordOf } from 'openai-mcp-host/plugin';
import type { Attributes } from './attributes.js';
import { AutoChunking, type ChunkingStrategy, StaticChunking } from './chunking-strategy.js';
import { ID } from './store-id.js';

/** What add-to-vector-store takes, exactly. */
export class Addition {
  @Matches(ID)
  vector_store_id!: string;

  @IsOptional()
  @ArrayMinSize(1)
  @ArrayMaxSize(2000)
  @Matches(ID, { each: true })
  file_ids?: string[];

  @IsOptional()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @IsString({ each: true })
  @Length(1, undefined, { each: true })
  files?: string[];

  @IsOptional()
  @RecordOf({ anyOf: ['string', 'number', 'boolean'] })
  attributes?: Attributes;

  @IsOptional()
  @Nested(() => [AutoChunking, StaticChunking], { discriminator: 'type' })
  chunking_strategy?: ChunkingStrategy;

  @IsInt()
  @Min(0)
  @Max(600)
  wait_seconds = 30;
}
