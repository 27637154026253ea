import { IsArray, IsObject, IsOptional, IsString } from 'class-validator';
import { Describe, Schema } from 'openai-mcp-host/plugin';
import { LISTED_MESSAGES } from './listed-messages.js';

/** What the listing says of a call; {@link FunctionChat} is the exact form of what it leaves open. */
export class FunctionCallInput {
  @Schema(LISTED_MESSAGES)
  messages!: object[];

  @Describe('{name, description, parameters}')
  @IsArray()
  @IsObject({ each: true })
  functions!: object[];

  @Describe('auto|none|required|{name}')
  @IsOptional()
  @Schema({ anyOf: [{ type: 'string' }, { type: 'object' }] })
  function_call?: unknown;

  @IsOptional()
  @IsString()
  model?: string;
}
