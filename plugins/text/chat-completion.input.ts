import {
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsNumber,
  IsObject,
  IsOptional,
  IsString,
  Max,
  Min,
} from 'class-validator';
import { Describe, type JsonSchema, Schema, Union } from 'openai-mcp-host/plugin';
import { MODES, type Mode } from './function-choice.js';
import { LISTED_MESSAGES } from './listed-messages.js';
import { EFFORTS, VERBOSITIES } from './text-wishes.js';

/** What the listing says of a chat; {@link Chat} is the exact form of what it leaves open. */
export class ChatCompletionInput {
  @Schema(LISTED_MESSAGES)
  messages!: object[];

  @IsOptional()
  @IsString()
  model?: string;

  @IsOptional()
  @IsInt()
  @Min(1)
  max_tokens?: number;

  @IsOptional()
  @IsNumber()
  @Min(0)
  @Max(2)
  temperature?: number;

  @Describe('Report the text as progress')
  @IsBoolean()
  stream = false;

  @Describe('{name, description, parameters: JSON Schema}')
  @IsOptional()
  @IsArray()
  @IsObject({ each: true })
  functions?: object[];

  @Describe('{type: function, function: {…}}')
  @IsOptional()
  @IsArray()
  @IsObject({ each: true })
  tools?: object[];

  @Describe('Or {name}')
  @IsOptional()
  @Union(MODES, 'object')
  tool_choice?: Mode | object;

  @Describe('{type: json_object}, {type: json_schema, json_schema: {name, schema}}')
  @IsOptional()
  @IsObject()
  response_format?: object;

  @Describe('JSON Schema of the answer')
  @IsOptional()
  @IsObject()
  json_schema?: JsonSchema;

  @IsOptional()
  @IsIn(EFFORTS)
  reasoning_effort?: (typeof EFFORTS)[number];

  @IsOptional()
  @IsIn(VERBOSITIES)
  verbosity?: (typeof VERBOSITIES)[number];
}
