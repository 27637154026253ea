import { IsInt, IsNumber, IsOptional, Max, Min } from 'class-validator';
import { Describe } from '../../plugin-api/property.js';

/** `files.keep`: how long and how much of what tools made is kept. */
export class KeepSection {
  @Describe('Days after which a file that a tool made is cleared. Default: never.')
  @IsOptional()
  @IsNumber()
  @Min(0.05)
  @Max(36_500)
  maxAgeDays?: number;

  @Describe(
    'Millions of bytes beyond which the oldest files that tools made are cleared, but none of the last hour; counted for each owner. Default: no limit.',
  )
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(100_000_000)
  maxTotalMB?: number;
}
