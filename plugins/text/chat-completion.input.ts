import { IsBoolean, IsIn, IsInt, IsNumber, IsOptional, IsString, Max, Min } from 'class-validator';
import { Describe, type JsonSchema, Schema } from 'openai-mcp-host/plugin';
import { CHOICE_FORM, FUNCTION_FORM, FUNCTIONS } from './functions.js';
import type { Loose } from './loose.js';
import { MESSAGES, type Message } from './messages.js';
import { EFFORTS, VERBOSITIES } from './text-request.js';

const OBJECT: JsonSchema = { type: 'object' };

export class ChatCompletionInput {
  @Schema(MESSAGES)
  messages!: Message[];

  @IsOptional()
  @IsString()
  model?: string;

  @Describe('Reasoning included.')
  @IsOptional()
  @IsInt()
  @Min(1)
  max_tokens?: number;

  @IsOptional()
  @IsNumber()
  @Min(0)
  @Max(2)
  temperature?: number;

  @Describe('As progress.')
  @IsBoolean()
  stream = false;

  @Describe(FUNCTION_FORM)
  @IsOptional()
  @Schema(FUNCTIONS)
  functions?: Loose[];

  @Describe('Or {type: function, function: …}.')
  @IsOptional()
  @Schema(FUNCTIONS)
  tools?: Loose[];

  @Describe(CHOICE_FORM)
  @IsOptional()
  @Schema({})
  tool_choice?: unknown;

  @IsOptional()
  @Schema({})
  function_call?: unknown;

  @IsOptional()
  @Describe('{type: text, json_object or json_schema}')
  @Schema(OBJECT)
  response_format?: Loose;

  @Describe('The answer must fit it.')
  @IsOptional()
  @Schema(OBJECT)
  json_schema?: JsonSchema;

  @IsOptional()
  @IsIn(EFFORTS)
  reasoning_effort?: (typeof EFFORTS)[number];

  @IsOptional()
  @IsIn(VERBOSITIES)
  verbosity?: (typeof VERBOSITIES)[number];
}
