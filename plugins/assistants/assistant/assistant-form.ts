import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsNotEmpty,
  IsNumber,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { Nested, RESPONSE_FORMATS, RecordOf, type ResponseFormat } from 'openai-mcp-host/plugin';
import {
  type AssistantTool,
  CodeInterpreter,
  FileSearch,
  OwnFunction,
  WebSearch,
} from './assistant-tools.js';

export const EFFORTS = ['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max'] as const;

class SearchedStores {
  @IsArray()
  @ArrayMaxSize(20)
  @Matches(/^vs_[\w-]{1,100}$/, { each: true })
  vector_store_ids!: string[];
}

export class ToolResources {
  @IsOptional()
  @Nested(() => SearchedStores)
  file_search?: SearchedStores;
}

/** What an assistant is, exactly, in the words of the Assistants API: listed in full, it would be most of every listing. */
export class AssistantForm {
  @IsString()
  @Length(1, 256)
  name!: string;

  @IsOptional()
  @MaxLength(512)
  description?: string;

  @IsOptional()
  @MaxLength(256_000)
  instructions?: string;

  @IsOptional()
  @IsString()
  @IsNotEmpty()
  model?: string;

  @IsArray()
  @ArrayMaxSize(128)
  @Nested(() => [FileSearch, WebSearch, CodeInterpreter, OwnFunction], { each: true, discriminator: 'type' })
  tools: AssistantTool[] = [];

  @IsOptional()
  @Nested(() => ToolResources)
  tool_resources?: ToolResources;

  @IsOptional()
  @IsArray()
  @ArrayMaxSize(20)
  @Matches(/^file-[\w-]{1,100}$/, { each: true })
  file_ids?: string[];

  @IsOptional()
  @Nested(() => [...RESPONSE_FORMATS], { discriminator: 'type' })
  response_format?: ResponseFormat;

  @IsOptional()
  @IsNumber()
  @Min(0)
  @Max(2)
  temperature?: number;

  @IsOptional()
  @IsNumber()
  @Min(0)
  @Max(1)
  top_p?: number;

  @IsOptional()
  @IsIn(EFFORTS)
  reasoning_effort?: (typeof EFFORTS)[number];

  @IsOptional()
  @RecordOf('string')
  metadata?: Record<string, string>;
}

export const vectorStoresOf = ({
  tool_resources: resources,
}: Pick<AssistantForm, 'tool_resources'>): string[] => resources?.file_search?.vector_store_ids ?? [];
