import { ArrayNotEmpty, IsBoolean, IsInt, IsObject, IsOptional, IsString, Max, Min } from 'class-validator';
import {
  FunctionSpec,
  type JsonSchema,
  Nested,
  RESPONSE_FORMATS,
  type ResponseFormat,
  Union,
} from 'openai-mcp-host/plugin';
import { FlatNamedTool, MODES, NamedTool, type ToolChoice } from './function-choice.js';
import { Message } from './messages.js';
import { TextOptions } from './text-options.js';

/** What chat-completion takes, exactly: listed in full, it would be most of every listing. */
export class Chat extends TextOptions {
  @Nested(() => Message, { each: true })
  @ArrayNotEmpty()
  messages!: Message[];

  @IsOptional()
  @IsString()
  previous_response_id?: string;

  @IsInt()
  @Min(1)
  @Max(16)
  n = 1;

  @IsBoolean()
  stream = false;

  @IsOptional()
  @Nested(() => FunctionSpec, { each: true })
  functions: FunctionSpec[] = [];

  @IsOptional()
  @Nested(() => FunctionSpec, { each: true })
  tools: FunctionSpec[] = [];

  @IsOptional()
  @Union(
    MODES,
    () => NamedTool,
    () => FlatNamedTool,
  )
  tool_choice?: ToolChoice;

  @IsOptional()
  @Nested(() => [...RESPONSE_FORMATS], { discriminator: 'type' })
  response_format?: ResponseFormat;

  @IsOptional()
  @IsObject()
  json_schema?: JsonSchema;
}
