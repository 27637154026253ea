import { IsIn, IsInt, IsNotEmpty, IsNumber, IsString, Max, Min } from 'class-validator';
import { Describe } from 'openai-mcp-host/plugin';
import { EFFORTS, type Effort } from './effort.js';

export class ResearchSettings {
  @Describe('Model of web-search where neither the call nor the defaults name one.')
  @IsString()
  @IsNotEmpty()
  model = 'gpt-6.2-sol';

  @Describe('Model of deep-research where the call names none.')
  @IsString()
  @IsNotEmpty()
  researchModel = 'gpt-6.2-sol';

  @Describe('How hard deep-research thinks where the call does not say.')
  @IsIn(EFFORTS)
  effort: Effort = 'medium';

  @Describe('How often a web-search may use the web where the call does not say.')
  @IsInt()
  @Min(1)
  searchCalls = 5;

  @Describe('How often deep-research may use the web where the call does not say.')
  @IsInt()
  @Min(1)
  researchCalls = 40;

  @Describe('Most tokens of a deep-research, reasoning included.')
  @IsInt()
  @Min(1000)
  maxOutputTokens = 64_000;

  @Describe('Seconds that deep-research waits for its result; then it goes on as a job.')
  @IsNumber()
  @Min(0)
  @Max(600)
  softDeadlineSeconds = 50;
}
