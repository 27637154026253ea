import { Equals, IsInt, Max, Min } from 'class-validator';
import { Nested, ToolError } from 'openai-mcp-host/plugin';

export class AutoChunking {
  @Equals('auto')
  type!: 'auto';
}

class ChunkSizes {
  @IsInt()
  @Min(100)
  @Max(4096)
  max_chunk_size_tokens!: number;

  @IsInt()
  @Min(0)
  @Max(2048)
  chunk_overlap_tokens!: number;
}

export class StaticChunking {
  @Equals('static')
  type!: 'static';

  @Nested(() => ChunkSizes)
  static!: ChunkSizes;
}

export type ChunkingStrategy = AutoChunking | StaticChunking;

/** @throws ToolError where the chunks overlap by more than half. */
export function checkOverlap(strategy: ChunkingStrategy | undefined): void {
  if (strategy?.type !== 'static') return;
  const { max_chunk_size_tokens: size, chunk_overlap_tokens: overlap } = strategy.static;
  if (overlap > size / 2)
    throw new ToolError(
      'PARAMETERS_CONFLICT',
      `chunk_overlap_tokens (${overlap}) is more than half of max_chunk_size_tokens (${size}).`,
      `Use ${Math.floor(size / 2)} at most.`,
    );
}
