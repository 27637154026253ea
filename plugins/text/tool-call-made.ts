import { Equals, IsString } from 'class-validator';
import { Nested } from 'openai-mcp-host/plugin';

class CalledFunction {
  @IsString()
  name!: string;

  /** JSON, if the model did well. */
  @IsString()
  arguments!: string;
}

/** A function call that the assistant made, in Chat Completions' form. */
export class ToolCallMade {
  @IsString()
  id!: string;

  @Equals('function')
  type = 'function' as const;

  @Nested(() => CalledFunction)
  function!: CalledFunction;
}
