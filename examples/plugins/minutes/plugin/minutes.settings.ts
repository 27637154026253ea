import { IsNumber, IsString, Min, MinLength } from 'class-validator';
import { Describe } from 'openai-mcp-host/plugin';

export class MinutesSettings {
  @Describe('Model that reads the transcripts.')
  @IsString()
  @MinLength(1)
  model = 'gpt-6-luna';

  @Describe('USD since the start of the server from which on results say what minutes have cost.')
  @IsNumber()
  @Min(0)
  noteAboveUsd = 1;
}
