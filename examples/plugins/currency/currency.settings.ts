import { IsInt, IsString, Matches, Max, Min } from 'class-validator';
import { Describe } from 'openai-mcp-host/plugin';

export class CurrencySettings {
  @Describe('Where the Frankfurter API is; your own instance of it, perhaps.')
  @IsString()
  @Matches(/^https?:\/\//)
  url = 'https://api.frankfurter.dev/v1';

  @Describe('For how many minutes rates are kept.')
  @IsInt()
  @Min(0)
  @Max(1440)
  keepMinutes = 60;
}
