import { FaultError } from '../contracts/fault.js';
import type { JsonSchema, Shape } from '../plugin-api/json-schema.js';
import { ClassSchema } from './class-schema.js';
import { forgetRules } from './rules-of.js';

const known = new WeakMap<Shape, JsonSchema>();

/**
 * The JSON Schema (2020-12) of a class. Throws a FaultError with every rule that has none.
 */
export function schemaOf(shape: Shape): JsonSchema {
  const cached = known.get(shape);
  if (cached) return cached;
  const build = new ClassSchema(shape);
  const schema = build.of(shape);
  if (build.faults.length > 0) throw new FaultError(build.faults);
  if (Object.keys(build.definitions).length > 0) schema.$defs = build.definitions;
  known.set(shape, schema);
  return schema;
}

/** Lets go of all that was made of a class, its compiled check included: of one that nobody uses any more. */
export function forgetSchema(shape: Shape): void {
  known.delete(shape);
  forgetRules(shape);
}
