import { IsInt, IsOptional, IsString, Matches, Max, Min } from 'class-validator';
import { Describe } from '../../plugin-api/property.js';

/** `webhooks`: where OpenAI tells that work has ended. */
export class WebhooksSection {
  @Describe(
    `Signing secret of the endpoint at OpenAI, by reference: \${env:OPENAI_WEBHOOK_SECRET}; whsec_ and base64. Without one nothing listens.`,
  )
  @IsOptional()
  @IsString()
  secret?: string;

  @Describe('Address that is listened at.')
  @IsString()
  host = '127.0.0.1';

  @Describe('Port that is listened at; 0 for any free one.')
  @IsInt()
  @Min(0)
  @Max(65_535)
  port = 8790;

  @Describe('Path of the endpoint.')
  @Matches(/^\/[\w/.-]*$/)
  path = '/openai/webhooks';
}
