import { IsInt, IsOptional, Max, Min } from 'class-validator';
import { Describe } from '../../plugin-api/property.js';

/** How much one client may ask for; kept for all servers on one database together. */
export class ClientLimits {
  @Describe('Tools called, prompts got and resources read in any minute.')
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  callsPerMinute?: number;

  @Describe('How many of these may be under way at once.')
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(100_000)
  concurrentCalls?: number;

  @Describe('Requests to OpenAI that are billed, in any minute.')
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  requestsPerMinute?: number;

  @Describe('Tokens of these requests in any minute, input and output.')
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(1_000_000_000)
  tokensPerMinute?: number;
}
