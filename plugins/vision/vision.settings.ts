import { IsInt, IsNotEmpty, IsString, Max, Min } from 'class-validator';
import { Describe } from 'openai-mcp-host/plugin';

export class VisionSettings {
  @Describe('Model where neither the call nor `defaults.model` names one.')
  @IsString()
  @IsNotEmpty()
  model = 'gpt-6.2-sol';

  @Describe('Pages of a document that are read at the same time.')
  @IsInt()
  @Min(1)
  @Max(32)
  parallelPages = 6;

  @Describe('The most pages that one call reads page by page.')
  @IsInt()
  @Min(1)
  maxPages = 300;
}
