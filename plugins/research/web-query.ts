import { IsObject, IsOptional, IsString } from 'class-validator';
import { Describe } from 'openai-mcp-host/plugin';

/** What both tools list; {@link WebWishes} is the exact form. */
export class WebQuery {
  @IsString()
  query!: string;

  @IsOptional()
  @IsString()
  model?: string;

  @Describe(
    'allowed_domains, user_location {city, country}, search_context_size, external_web_access, max_tool_calls',
  )
  @IsOptional()
  @IsObject()
  web_search?: object;
}
