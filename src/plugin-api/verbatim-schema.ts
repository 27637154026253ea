import type { JsonSchema } from './json-schema.js';
import { VERBATIM_SCHEMA } from './metadata.js';

/** A JSON Schema in the place of an input class: see {@link jsonSchema}. */
export interface VerbatimSchema<Input extends object> {
  readonly [VERBATIM_SCHEMA]: JsonSchema;
  /** What fits the schema; a type alone, never there. */
  readonly input?: Input;
}

/**
 * A tool's input as a JSON Schema (2020-12) of your own, for schemas that come from elsewhere. It is listed as it stands, and
 * enforced as it stands; `run()` gets the arguments as plain data, without defaults. `format` is not enforced, as JSON
 * Schema has it. A class says the same with fewer words where you write it yourself.
 *
 * @param schema its root is of type `object`; references stay within it.
 */
export function jsonSchema<Input extends object = Record<string, unknown>>(
  schema: JsonSchema,
): VerbatimSchema<Input> {
  return { [VERBATIM_SCHEMA]: schema };
}

/** The schema that {@link jsonSchema} was given; undefined for any other input. */
export const verbatimSchemaOf = (input: unknown): JsonSchema | undefined =>
  typeof input === 'object' && input !== null ? Reflect.get(input, VERBATIM_SCHEMA) : undefined;
