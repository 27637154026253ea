import { IsIn, IsNumber, IsString, Max, Min, MinLength } from 'class-validator';
import { Describe } from '../../plugin-api/property.js';

/** One entry of `budget.limits`. */
export class BudgetLimit {
  @Describe('What the limit is on.')
  @IsIn(['client', 'plugin', 'tool', 'model'])
  scope!: 'client' | 'plugin' | 'tool' | 'model';

  @Describe('Names that it is on: one, or several by * and ?. What they spend together counts.')
  @IsString()
  @MinLength(1)
  match!: string;

  @Describe(
    'The time over which spending is summed up; hours, days and months by the calendar of `timeZone`.',
  )
  @IsIn(['call', 'hour', 'day', 'month', 'total'])
  window!: 'call' | 'hour' | 'day' | 'month' | 'total';

  @Describe('The amount, in USD.')
  @IsNumber()
  @Min(0)
  @Max(1_000_000)
  usd!: number;

  @Describe('hard: what could pass the limit is refused before it is sent. soft: it is sent, with a warning.')
  @IsIn(['hard', 'soft'])
  mode: 'hard' | 'soft' = 'hard';

  /** Where it stands in the config, if not in `budget.limits`; no key. */
  place?: string;
}
