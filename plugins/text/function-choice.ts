import { Equals, IsOptional, IsString } from 'class-validator';
import { type FunctionChoice, type FunctionSpec, Nested, ToolError } from 'openai-mcp-host/plugin';

export const MODES = { type: 'string', enum: ['auto', 'none', 'required'] };
export type Mode = 'auto' | 'none' | 'required';

export class NamedFunction {
  @IsString()
  name!: string;
}

/** A choice as the Responses API takes it; without its type, as Chat Completions once did. */
export class FlatNamedTool extends NamedFunction {
  @IsOptional()
  @Equals('function')
  type?: 'function';
}

/** A choice as Chat Completions takes it. */
export class NamedTool {
  @Equals('function')
  type!: 'function';

  @Nested(() => NamedFunction)
  function!: NamedFunction;
}

export type ToolChoice = Mode | NamedFunction | NamedTool;

/** A choice that the functions there are allow, in one form. */
export function choiceOf(
  choice: ToolChoice | undefined,
  functions: readonly FunctionSpec[],
): FunctionChoice | undefined {
  if (choice === undefined) return undefined;
  if (functions.length === 0) {
    if (choice === 'auto' || choice === 'none') return undefined;
    throw invalid('A function call is demanded, but there are no functions.', 'Give functions or tools.');
  }
  if (typeof choice === 'string') return choice;
  const { name } = 'function' in choice ? choice.function : choice;
  const names = functions.map((one) => one.name);
  if (names.includes(name)) return { name };
  throw invalid(`There is no function ${name.slice(0, 64)}.`, `Choose one of: ${names.join(', ')}.`);
}

const invalid = (message: string, hint: string) => new ToolError('INPUT_INVALID', message, hint);
