import type { JsonSchema } from '../plugin-api/json-schema.js';
import { isOfType } from './wording.js';

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Whether a value has the shape that a schema asks for: types, fixed values, required and known properties. Tells the
 * alternatives of a checked value apart; it checks no limits.
 */
export function fits(schema: JsonSchema, value: unknown, root: JsonSchema = schema): boolean {
  const {
    $ref,
    const: fixed,
    enum: allowed,
    properties,
    required,
    items,
    anyOf,
    oneOf,
  } = schema as Record<string, never>;
  if (typeof $ref === 'string') {
    const name = ($ref as string).slice('#/$defs/'.length);
    return fits($ref === '#' ? root : (root.$defs as Record<string, JsonSchema>)[name]!, value, root);
  }
  if ('const' in schema && value !== fixed) return false;
  if (Array.isArray(allowed) && !(allowed as unknown[]).includes(value)) return false;
  if (!isOfType(value, schema)) return false;
  const forms = (anyOf ?? oneOf) as JsonSchema[] | undefined;
  if (forms && !forms.some((form) => fits(form, value, root))) return false;
  if (Array.isArray(value)) return items === undefined || value.every((item) => fits(items, item, root));
  if (!isObject(value)) return true;
  const known = (properties ?? {}) as Record<string, JsonSchema>;
  if (!((required ?? []) as string[]).every((name) => Object.hasOwn(value, name))) return false;
  return Object.keys(value).every((name) =>
    Object.hasOwn(known, name)
      ? fits(known[name]!, value[name], root)
      : isObject(schema.additionalProperties)
        ? fits(schema.additionalProperties, value[name], root)
        : schema.additionalProperties !== false,
  );
}
