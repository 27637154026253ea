import { IsIn, IsInt, IsNumber, IsOptional, IsString, Matches, Max, Min } from 'class-validator';
import { Describe } from '../../plugin-api/property.js';

/** `openai`: where requests go, as whom, and how patiently. */
export class OpenAISection {
  @Describe(`The API key, by reference: \${env:OPENAI_API_KEY} or \${file:/run/secrets/openai}.`)
  @IsOptional()
  @IsString()
  apiKey?: string;

  @Describe(
    `An admin key, by reference: \${env:OPENAI_ADMIN_KEY}. It reads OpenAI's report of costs, and nothing else.`,
  )
  @IsOptional()
  @IsString()
  adminKey?: string;

  @Describe('Base URL of another provider that speaks the same API, or of Azure OpenAI (…/openai/v1/).')
  @IsOptional()
  @Matches(/^(?:https?:\/\/|\$\{)\S+$/)
  baseURL?: string;

  @Describe('OpenAI organization that requests are booked to; never sent to another provider.')
  @IsOptional()
  @IsString()
  organization?: string;

  @Describe('OpenAI project that requests are booked to; never sent to another provider.')
  @IsOptional()
  @IsString()
  project?: string;

  @Describe(
    'Ids, with * and ?, of what lies in the project and was made by no client of `server.clients`: they may all use it, and none may change it. Left out: nothing.',
  )
  @IsString({ each: true })
  sharedObjects: string[] = [];

  @Describe('Which API text goes over. auto: Responses where the provider has it, else Chat Completions.')
  @IsIn(['auto', 'responses', 'chat'])
  api: 'auto' | 'responses' | 'chat' = 'auto';

  @Describe('Seconds until a request without any answer is given up.')
  @IsNumber()
  @Min(1)
  @Max(7200)
  timeoutSeconds = 600;

  @Describe('How often a request that failed for a passing reason is sent again.')
  @IsInt()
  @Min(0)
  @Max(10)
  maxRetries = 3;

  @Describe(
    'The longest wait before a retry, in seconds. A longer Retry-After ends the call, which says when to come back.',
  )
  @IsNumber()
  @Min(0)
  @Max(3600)
  maxRetryWaitSeconds = 30;
}
