import type { FunctionCalled, TextFunction } from '../../plugin-api/text-generation.js';
import { ToolError } from '../../plugin-api/tool-error.js';
import { isObject, type Loose } from './loose.js';
import type { RawCall } from './ready-request.js';
import { type SchemaCheck, schemaCheck } from './schema-check.js';

export type CallCheck = (call: RawCall) => FunctionCalled;

/** A check of calls against these functions, made before anything is spent. */
export async function callCheck(functions: readonly TextFunction[]): Promise<CallCheck> {
  const checks = new Map<string, SchemaCheck>();
  for (const { name, parameters } of functions) checks.set(name, await parametersCheck(name, parameters));
  return (call) => {
    const parsed = objectOf(call.arguments);
    const problems =
      parsed === null
        ? ['The arguments are not a JSON object.']
        : (checks.get(call.name)?.(parsed) ?? [`There is no function ${call.name}.`]);
    return { ...call, parsed, problems };
  };
}

async function parametersCheck(
  name: string,
  parameters: TextFunction['parameters'] = {},
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
