import { Equals, IsBoolean, IsObject, IsOptional, IsString, Matches } from 'class-validator';
import { type JsonSchema, Nested } from 'openai-mcp-host/plugin';

/** A function that the model may call. */
export class FunctionSpec {
  @Matches(/^[\w-]{1,64}$/)
  name!: string;

  @IsOptional()
  @IsString()
  description?: string;

  @IsOptional()
  @IsObject()
  parameters?: JsonSchema;

  @IsOptional()
  @IsBoolean()
  strict?: boolean;
}

/** A function as Chat Completions takes it. */
export class FunctionTool {
  @Equals('function')
  type!: 'function';

  @Nested(() => FunctionSpec)
  function!: FunctionSpec;
}

/** A function as the Responses API takes it. */
export class FlatFunctionTool extends FunctionSpec {
  @Equals('function')
  type!: 'function';
}

/** Functions and function tools of either form, as one list. */
export const functionSpecs = (
  functions: readonly FunctionSpec[] = [],
  tools: readonly (FunctionTool | FlatFunctionTool)[] = [],
): FunctionSpec[] => [
  ...tools.map((tool) => ('function' in tool ? tool.function : untyped(tool))),
  ...functions,
];

const untyped = ({ type: _, ...spec }: FlatFunctionTool): FunctionSpec => spec;
