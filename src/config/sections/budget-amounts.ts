import { IsNumber, IsOptional, Max, Min } from 'class-validator';
import { Describe } from '../../plugin-api/property.js';

/** Hard limits: in `budget` over everything, in `server.clients[].budget` on one client, beside those. */
export class BudgetAmounts {
  @Describe('Most that one tool call may spend, in USD.')
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

  @Describe('Most in all, in USD, for as long as the data is kept.')
  @IsOptional()
  @IsNumber()
  @Min(0)
  @Max(1_000_000)
  total?: number;
}
