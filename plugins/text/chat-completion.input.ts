import {
  ArrayNotEmpty,
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
import { Describe, type JsonSchema, Nested, Union } from 'openai-mcp-host/plugin';
import { FlatNamedTool, MODES, NamedTool, type ToolChoice } from './function-choice.js';
import { FlatFunctionTool, FunctionSpec, FunctionTool } from './functions.js';
import { Message } from './messages.js';
import { JsonObjectFormat, JsonSchemaFormat, type ResponseFormat, TextFormat } from './response-format.js';
import { EFFORTS, VERBOSITIES } from './text-request.js';

export class ChatCompletionInput {
  @Describe('The chat so far; only the role user sends pictures.')
  @Nested(() => Message, { each: true })
  @ArrayNotEmpty()
  messages!: Message[];

  @Describe('list-models names them.')
  @IsOptional()
  @IsString()
  model?: string;

  @Describe('Most tokens of the answer, reasoning included.')
  @IsOptional()
  @IsInt()
  @Min(1)
  max_tokens?: number;

  @IsOptional()
  @IsNumber()
  @Min(0)
  @Max(2)
  temperature?: number;

  @Describe('Report the text as progress while it grows.')
  @IsBoolean()
  stream = false;

  @Describe('Functions that the model may call; parameters is the JSON Schema of the arguments.')
  @IsOptional()
  @Nested(() => FunctionSpec, { each: true })
  functions?: FunctionSpec[];

  @Describe("The same in the form of OpenAI's tools.")
  @IsOptional()
  @Nested(() => [FunctionTool, FlatFunctionTool], { each: true })
  tools?: (FunctionTool | FlatFunctionTool)[];

  @Describe('Whether, or which, function must be called.')
  @IsOptional()
  @Union(
    MODES,
    () => NamedTool,
    () => FlatNamedTool,
  )
  tool_choice?: ToolChoice;

  @IsOptional()
  @Nested(() => [TextFormat, JsonObjectFormat, JsonSchemaFormat], { discriminator: 'type' })
  response_format?: ResponseFormat;

  @Describe('JSON Schema that the answer must fit: short for response_format.')
  @IsOptional()
  @IsObject()
  json_schema?: JsonSchema;

  @Describe('How long the model thinks.')
  @IsOptional()
  @IsIn(EFFORTS)
  reasoning_effort?: (typeof EFFORTS)[number];

  @Describe('How long the answer is.')
  @IsOptional()
  @IsIn(VERBOSITIES)
  verbosity?: (typeof VERBOSITIES)[number];
}
