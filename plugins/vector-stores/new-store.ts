import {
  ArrayMaxSize,
  Equals,
  IsInt,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  Min,
} from 'class-validator';
import { Nested, RecordOf } from 'openai-mcp-host/plugin';
import { AutoChunking, type ChunkingStrategy, StaticChunking } from './chunking-strategy.js';
import { ID } from './store-id.js';

class ExpiresAfter {
  @Equals('last_active_at')
  anchor!: 'last_active_at';

  @IsInt()
  @Min(1)
  @Max(365)
  days!: number;
}

/** What create-vector-store takes, exactly. */
export class NewStore {
  @IsOptional()
  @IsString()
  @Length(1, 256)
  name?: string;

  @IsOptional()
  @IsString()
  @Length(1, 512)
  description?: string;

  @IsOptional()
  @ArrayMaxSize(500)
  @Matches(ID, { each: true })
  file_ids?: string[];

  @IsOptional()
  @Nested(() => [AutoChunking, StaticChunking], { discriminator: 'type' })
  chunking_strategy?: ChunkingStrategy;

  @IsOptional()
  @Nested(() => ExpiresAfter)
  expires_after?: ExpiresAfter;

  @IsOptional()
  @RecordOf('string')
  metadata?: Record<string, string>;
}
