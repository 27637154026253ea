import { IsBoolean, IsIn, IsInt, IsNumber, IsObject, IsOptional, IsString, Max, Min } from 'class-validator';
import { Describe, type JsonSchema, Nested, Schema, Union } from 'openai-mcp-host/plugin';
import { FlatNamedTool, MODES, NamedTool, type ToolChoice } from './function-choice.js';
import { FlatFunctionTool, FunctionSpec, FunctionTool } from './functions.js';
import { Message } from './messages.js';
import { JsonObjectFormat, JsonSchemaFormat, type ResponseFormat, TextFormat } from './response-format.js';
import { EFFORTS, VERBOSITIES } from './text-request.js';

export class ChatCompletionInput {
  @Nested(() => Message, { each: true })
  messages!: Message[];
}
