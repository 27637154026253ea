import { IsOptional, IsString } from 'class-validator';
import { Describe } from '../../plugin-api/property.js';

/** `budget.webhook`: who hears of alerts. */
export class BudgetWebhook {
  @Describe('URL that alerts are posted to.')
  @IsString()
  url!: string;

  @Describe(
    `Secret that the alerts are signed with (Standard Webhooks), by reference: \${env:ALERT_SECRET}; whsec_ and base64.`,
  )
  @IsOptional()
  @IsString()
  secret?: string;
}
