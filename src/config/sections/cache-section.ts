import { IsBoolean, IsIn, IsInt, Max, Min } from 'class-validator';
import { Describe } from '../../plugin-api/property.js';

/** `cache`: answers that are given again without being asked for again. */
export class CacheSection {
  @Describe(
    'Whether answers to repeatable requests (embeddings, moderation, text at temperature 0) are kept.',
  )
  @IsBoolean()
  enabled = true;

  @Describe('Seconds that an answer is kept.')
  @IsInt()
  @Min(1)
  @Max(31_536_000)
  ttlSeconds = 86_400;

  @Describe('Bytes that all answers take at most; the least recently used go first.')
  @IsInt()
  @Min(0)
  maxBytes = 134_217_728;

  @Describe('Which text answers are kept: none, those at temperature 0, or all.')
  @IsIn(['never', 'deterministic', 'always'])
  text: 'never' | 'deterministic' | 'always' = 'deterministic';

  @Describe("Whether one client is given answers to another's requests.")
  @IsBoolean()
  shared = false;
}
