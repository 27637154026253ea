import { fault } from '../contracts/fault.js';
import type { JsonSchema } from '../plugin-api/json-schema.js';
import { DEEPEST, isTooDeep } from './nesting.js';

/** Every problem of a value as a sentence; none where it fits the schema. */
export type Check = (value: unknown) => string[];

const checks = new WeakMap<JsonSchema, Promise<Check>>();

/** Makes the check of a schema, once for each schema object. Ajv is loaded by the first. */
export function compileSchema(schema: JsonSchema): Promise<Check> {
  let check = checks.get(schema);
  if (!check) {
    check = compile(schema);
    checks.set(schema, check);
  }
  return check;
}

async function compile(schema: JsonSchema): Promise<Check> {
  const { SchemaValidator } = await import('./schema-validator.js');
  let validator: InstanceType<typeof SchemaValidator>;
  try {
    validator = new SchemaValidator(schema);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw fault(
      'SCHEMA_INVALID',
      `The schema is not valid JSON Schema 2020-12: ${reason}.`,
      'Mend the schema that @Schema names.',
    );
  }
  return (value) => {
    if (isTooDeep(value)) return [`input is nested more than ${DEEPEST} levels deep`];
    try {
      return validator.problems(value);
    } catch (error) {
      // A pattern over megabytes of text, or a comparison of huge values, can exhaust the engine's stack.
      if (error instanceof RangeError) return ['input is too large or too deeply nested to check'];
      throw error;
    }
  };
}
