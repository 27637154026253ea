import { IsBoolean, IsInt, Max, Min } from 'class-validator';
import { Describe } from '../../plugin-api/property.js';

/** `audit`: the record of every call and every request. */
export class AuditSection {
  @Describe('Whether calls and requests are recorded.')
  @IsBoolean()
  enabled = true;

  @Describe('Whether arguments and results are recorded, secrets masked; otherwise only their hashes.')
  @IsBoolean()
  payloads = false;

  @Describe('Days that records are kept.')
  @IsInt()
  @Min(1)
  @Max(36_500)
  retentionDays = 90;
}
