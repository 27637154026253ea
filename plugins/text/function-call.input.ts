import { ArrayNotEmpty, IsArray, IsObject, IsOptional, IsString } from 'class-validator';
import { Describe, Schema, Union } from 'openai-mcp-host/plugin';
import { MODES, type Mode } from './function-choice.js';
import { LISTED_MESSAGES } from './listed-messages.js';

/** What the listing says of a call; {@link FunctionChat} is the exact form of what it leaves open. */
export class FunctionCallInput {
  @Schema(LISTED_MESSAGES)
  messages!: object[];

  @Describe('{name, description, parameters: JSON Schema}')
  @IsArray()
  @ArrayNotEmpty()
  @IsObject({ each: true })
  functions!: object[];

  @Describe('Or {name}')
  @Union(MODES, 'object')
  function_call: Mode | object = 'auto';

  @IsOptional()
  @IsString()
  model?: string;
}
