import { IsIn, IsInt, IsNotEmpty, IsOptional, IsString, Max, Min } from 'class-validator';
import { Describe, Schema } from '../../plugin-api/property.js';

/** `moderation`: what is judged before a tool runs, and before its answer is given. */
export class ModerationSection {
  @Describe('Tools, by name or glob, whose arguments are judged before they run.')
  @IsString({ each: true })
  input: string[] = [];

  @Describe('Tools, by name or glob, whose answers are judged before the client gets them.')
  @IsString({ each: true })
  output: string[] = [];

  @Describe('What becomes of a flagged call: it is refused, or the person at the client is asked.')
  @IsIn(['refuse', 'ask'])
  onFlagged: 'refuse' | 'ask' = 'refuse';

  @Describe('Scores from 0 to 1, by category: what reaches its score is flagged, whatever OpenAI says of it.')
  @Schema({ type: 'object', additionalProperties: { type: 'number', minimum: 0, maximum: 1 } })
  thresholds: Record<string, number> = {};

  @Describe('Categories that count. Left out: all.')
  @IsOptional()
  @IsString({ each: true })
  categories?: string[];

  @Describe('Moderation model.')
  @IsString()
  @IsNotEmpty()
  model = 'omni-moderation-latest';

  @Describe(
    'What becomes of a call that nobody can judge (no key, rate limit, failure, a provider without moderation, too much of it): it is refused, or passes with a note.',
  )
  @IsIn(['refuse', 'pass'])
  whenUnavailable: 'refuse' | 'pass' = 'refuse';

  @Describe('Characters of one call that are judged at most, in or out; more can not be judged.')
  @IsInt()
  @Min(1000)
  @Max(20_000_000)
  maxCharacters = 2_000_000;
}
