import { ToolError } from 'openai-mcp-host/plugin';
import type { FunctionSpec } from './functions.js';
import { isObject, type Loose } from './loose.js';
import { type SchemaCheck, schemaCheck } from './schema-check.js';

/** A function call with its arguments parsed, and checked against the function's own schema. */
export interface CheckedCall {
  id: string;
  name: string;
  /** null where they are not a JSON object. */
  arguments: Loose | null;
  valid: boolean;
  problems?: string[];
  /** The arguments as the model wrote them, where they could not be parsed. */
  raw?: string;
}

/** A function call as the model wrote it. */
export interface FunctionCall {
  id: string;
  name: string;
  /** JSON, if the model did well. */
  arguments: string;
}

/** A check of calls against these functions, made before anything is spent. */
export async function callChecker(
  functions: readonly FunctionSpec[],
): Promise<(call: FunctionCall) => CheckedCall> {
  const checks = new Map<string, SchemaCheck>();
  for (const { name, parameters } of functions) checks.set(name, await parametersCheck(name, parameters));
  return ({ id, name, arguments: raw }) => {
    const args = objectOf(raw);
    const problems =
      args === null
        ? ['The arguments are not a JSON object.']
        : (checks.get(name)?.(args) ?? [`There is no function ${name}.`]);
    const valid = problems.length === 0;
    return { id, name, arguments: args, valid, ...(!valid && { problems }), ...(args === null && { raw }) };
  };
}

async function parametersCheck(
  name: string,
  parameters: FunctionSpec['parameters'] = {},
): Promise<SchemaCheck> {
  try {
    return await schemaCheck(parameters);
  } catch (error) {
    throw new ToolError(
      'FUNCTION_SCHEMA_INVALID',
      `The parameters of ${name} are no valid JSON Schema: ${(error as Error).message.slice(0, 300)}`,
      'Send a JSON Schema of type object.',
    );
  }
}

function objectOf(json: string): Loose | null {
  try {
    const value: unknown = JSON.parse(json || '{}');
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}
