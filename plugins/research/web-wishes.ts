import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  Min,
} from 'class-validator';
import { Nested } from 'openai-mcp-host/plugin';

/** Where the person is, as OpenAI takes it. */
class UserLocation {
  @IsOptional()
  @IsIn(['approximate'])
  type?: 'approximate';

  @IsOptional()
  @Length(1, 200)
  city?: string;

  @IsOptional()
  @Matches(/^[A-Z]{2}$/)
  country?: string;

  @IsOptional()
  @Length(1, 200)
  region?: string;

  @IsOptional()
  @Length(1, 100)
  timezone?: string;
}

class WebSearchOptions {
  // OpenAI takes no more.
  @IsOptional()
  @IsArray()
  @IsString({ each: true })
  @ArrayMaxSize(100)
  allowed_domains?: string[];

  @IsOptional()
  @Nested(() => UserLocation)
  user_location?: UserLocation;

  @IsOptional()
  @IsIn(['low', 'medium', 'high'])
  search_context_size?: 'low' | 'medium' | 'high';

  @IsOptional()
  @IsBoolean()
  external_web_access?: boolean;

  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(1000)
  max_tool_calls?: number;
}

/** What a call may wish of a search, exactly: listed in full, it would be most of every listing. */
export class WebWishes {
  @Length(1, 1_000_000)
  query!: string;

  @IsOptional()
  @Nested(() => WebSearchOptions)
  web_search?: WebSearchOptions;
}
