import { IsBoolean, IsInt, IsNumber, Max, Min } from 'class-validator';
import { Describe, RecordOf } from '../../plugin-api/property.js';
import { ModelPace } from './model-pace.js';

/** `limits`: how fast requests go out. */
export class LimitsSection {
  @Describe('Limits by model, or by several models with * and ?; the first that matches holds.')
  @RecordOf(() => ModelPace)
  models: Record<string, ModelPace> = {};

  @Describe("Whether limits are also learned from OpenAI's x-ratelimit headers.")
  @IsBoolean()
  learn = true;

  @Describe('Requests of one client that may wait for their turn.')
  @IsInt()
  @Min(0)
  @Max(100_000)
  maxQueued = 256;

  @Describe('Seconds that a request waits for its turn at most.')
  @IsNumber()
  @Min(0)
  @Max(3600)
  maxWaitSeconds = 120;

  @Describe('Failures (5xx or no answer) in a row after which requests are held off.')
  @IsInt()
  @Min(1)
  @Max(1000)
  breakAfter = 5;

  @Describe('Seconds that they are held off, until one may try.')
  @IsNumber()
  @Min(0.1)
  @Max(3600)
  breakSeconds = 30;
}
