import { ArrayNotEmpty, IsOptional, IsString } from 'class-validator';
import { Describe, Nested, Union } from 'openai-mcp-host/plugin';
import { MODES, type Mode, NamedFunction } from './function-choice.js';
import { FunctionSpec } from './functions.js';
import { Message } from './messages.js';

export class FunctionCallInput {
  @Nested(() => Message, { each: true })
  @ArrayNotEmpty()
  messages!: Message[];

  @Describe('parameters: JSON Schema of the arguments.')
  @Nested(() => FunctionSpec, { each: true })
  @ArrayNotEmpty()
  functions!: FunctionSpec[];

  @Union(MODES, () => NamedFunction)
  function_call: Mode | NamedFunction = 'auto';

  @IsOptional()
  @IsString()
  model?: string;
}
