import { IsArray, IsBoolean, IsInt, IsNumber, IsObject, IsOptional, IsString } from 'class-validator';
import { Describe, type JsonSchema, Schema } from 'openai-mcp-host/plugin';
import { LISTED_MESSAGES } from './listed-messages.js';

/** What the listing says of a chat; {@link Chat} is the exact form of what it leaves open. */
export class ChatCompletionInput {
  @Schema(LISTED_MESSAGES)
  messages!: object[];

  @IsOptional()
  @IsString()
  model?: string;

  @Describe('draft|standard|hard, for model auto')
  @IsOptional()
  @IsString()
  task?: string;

  @IsOptional()
  @IsString()
  previous_response_id?: string;

  @IsOptional()
  @IsInt()
  n?: number;

  @IsOptional()
  @IsInt()
  max_tokens?: number;

  @IsOptional()
  @IsNumber()
  temperature?: number;

  @IsOptional()
  @IsBoolean()
  stream?: boolean;

  @IsOptional()
  @IsArray()
  @IsObject({ each: true })
  functions?: object[];

  @IsOptional()
  @IsArray()
  @IsObject({ each: true })
  tools?: object[];

  @IsOptional()
  @Schema({ anyOf: [{ type: 'string' }, { type: 'object' }] })
  tool_choice?: unknown;

  @IsOptional()
  @IsObject()
  response_format?: object;

  @IsOptional()
  @IsObject()
  json_schema?: JsonSchema;

  @IsOptional()
  @IsString()
  reasoning_effort?: string;

  @IsOptional()
  @IsString()
  verbosity?: string;

  @IsOptional()
  @IsString()
  service_tier?: string;

  @IsOptional()
  @IsString()
  prompt_cache_key?: string;
}
