import { IsArray, IsIn, IsInt, IsNumber, IsOptional, IsString, Max, Min } from 'class-validator';
import { Describe, Nested } from '../../plugin-api/property.js';
import { BudgetAmounts } from './budget-amounts.js';
import { BudgetLimit } from './budget-limit.js';
import { BudgetWebhook } from './budget-webhook.js';

/** `budget`: what may be spent. The short names are hard limits over everything. */
export class BudgetSection extends BudgetAmounts {
  @Describe('Limits on single clients, plugins, tools or models.')
  @IsArray()
  @Nested(() => BudgetLimit, { each: true })
  limits: BudgetLimit[] = [];

  @Describe(
    'Percentages of each limit at which an alert goes out, once in a window; limits on single calls have none.',
  )
  @IsNumber({}, { each: true })
  @Min(1, { each: true })
  @Max(100, { each: true })
  alertAt: number[] = [50, 80, 95, 100];

  @Describe('Time zone that hours, days and months go by, such as Europe/Berlin.')
  @IsString()
  timeZone = 'UTC';

  @Describe('Currency of all amounts. Prices are in USD, and so are they.')
  @IsIn(['USD'])
  currency: 'USD' = 'USD';

  @Describe('Who hears of alerts, besides the log and the client.')
  @IsOptional()
  @Nested(() => BudgetWebhook)
  webhook?: BudgetWebhook;

  @Describe(
    'Output tokens that a text request may cost at most where neither the call nor `defaults.maxTokens` sets a limit: what a hard limit holds back for it.',
  )
  @IsInt()
  @Min(16)
  @Max(1_000_000)
  maxOutputTokens = 16_384;

  @Describe(
    "USD held back for a request whose worst case is unknown: a model without a price, or OpenAI's hosted tools. Left out, a hard limit refuses it.",
  )
  @IsOptional()
  @IsNumber()
  @Min(0)
  @Max(1_000_000)
  unknownCost?: number;
}
