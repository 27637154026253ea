import { IsOptional, IsString } from 'class-validator';
import { Describe, Schema } from 'openai-mcp-host/plugin';
import { CHOICE_FORM, FUNCTION_FORM, FUNCTIONS } from './functions.js';
import type { Loose } from './loose.js';
import { MESSAGES, type Message } from './messages.js';

export class FunctionCallInput {
  @Schema(MESSAGES)
  messages!: Message[];

  @Describe(FUNCTION_FORM)
  @Schema({ ...FUNCTIONS, minItems: 1 })
  functions!: Loose[];

  @Describe(CHOICE_FORM)
  @Schema({})
  function_call: unknown = 'auto';

  @IsOptional()
  @IsString()
  model?: string;
}
