import { ArrayNotEmpty, IsOptional, IsString } from 'class-validator';
import { FunctionSpec, Nested, Union } from 'openai-mcp-host/plugin';
import { MODES, type Mode, NamedFunction } from './function-choice.js';
import { Message } from './messages.js';

/** What function-call takes, exactly. */
export class FunctionChat {
  @Nested(() => Message, { each: true })
  @ArrayNotEmpty()
  messages!: Message[];

  @Nested(() => FunctionSpec, { each: true })
  @ArrayNotEmpty()
  functions!: FunctionSpec[];

  @Union(MODES, () => NamedFunction)
  function_call: Mode | NamedFunction = 'auto';

  @IsOptional()
  @IsString()
  model?: string;
}
