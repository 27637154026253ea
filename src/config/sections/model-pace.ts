import { IsInt, IsOptional, Min } from 'class-validator';
import { Describe } from '../../plugin-api/property.js';

/** One entry of `limits.models`. */
export class ModelPace {
  @Describe('Requests a minute.')
  @IsOptional()
  @IsInt()
  @Min(1)
  requestsPerMinute?: number;

  @Describe('Tokens a minute, input and output.')
  @IsOptional()
  @IsInt()
  @Min(1)
  tokensPerMinute?: number;
}
