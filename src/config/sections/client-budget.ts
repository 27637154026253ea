import { IsNumber, IsOptional, Max, Min } from 'class-validator';
import { Describe } from '../../plugin-api/property.js';

/** `server.clients[].budget`: hard limits on one client, beside those of `budget`. */
export class ClientBudget {
  @Describe('Most that one call of it may spend, in USD.')
  @IsOptional()
  @IsNumber()
  @Min(0)
  @Max(1_000_000)
  perCall?: number;

  @Describe('Most in an hour, in USD.')
  @IsOptional()
  @IsNumber()
  @Min(0)
  @Max(1_000_000)
  perHour?: number;

  @Describe('Most in a day, in USD.')
  @IsOptional()
  @IsNumber()
  @Min(0)
  @Max(1_000_000)
  perDay?: number;

  @Describe('Most in a month, in USD.')
  @IsOptional()
  @IsNumber()
  @Min(0)
  @Max(1_000_000)
  perMonth?: number;

  @Describe('Most in all, in USD.')
  @IsOptional()
  @IsNumber()
  @Min(0)
  @Max(1_000_000)
  total?: number;
}
