import { IsOptional } from 'class-validator';
import { Nested, Union } from 'openai-mcp-host/plugin';
import { FlatNamedTool, MODES, NamedTool, type ToolChoice } from './function-choice.js';
import { FlatFunctionTool, FunctionSpec, FunctionTool } from './functions.js';
import { Message } from './messages.js';
import { JsonObjectFormat, JsonSchemaFormat, type ResponseFormat, TextFormat } from './response-format.js';

/** What chat-completion takes, exactly: listed in full, it would be most of every listing. */
export class Chat {
  @Nested(() => Message, { each: true })
  messages!: Message[];

  @IsOptional()
  @Nested(() => FunctionSpec, { each: true })
  functions?: FunctionSpec[];

  @IsOptional()
  @Nested(() => [FunctionTool, FlatFunctionTool], { each: true })
  tools?: (FunctionTool | FlatFunctionTool)[];

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
}
