import type { JsonSchema } from '../plugin-api/json-schema.js';
import { isObject, merge } from './merge.js';

/** A document, fit for its schema, with the schema's defaults wherever it says nothing. */
export function withDefaults(value: unknown, schema: JsonSchema): unknown {
  if (Array.isArray(value) && isObject(schema.items)) {
    const { items } = schema;
    return value.map((item) => withDefaults(item, items));
  }
  if (!isObject(value)) return value;
  const properties = (schema.properties ?? {}) as Record<string, JsonSchema>;
  const standards = Object.entries(properties).filter(([, property]) => 'default' in property);
  const complete = merge(
    Object.fromEntries(standards.map(([key, property]) => [key, structuredClone(property.default)])),
    value,
  );
  const entries = Object.entries(complete).map(([key, part]) => {
    const own = Object.hasOwn(properties, key) ? properties[key] : schema.additionalProperties;
    return [key, isObject(own) ? withDefaults(part, objectForm(own)) : part];
  });
  return Object.fromEntries(entries);
}

/** Of several forms, the one that objects take. */
const objectForm = (schema: JsonSchema): JsonSchema =>
  ((schema.anyOf as JsonSchema[] | undefined) ?? []).find(({ type }) => type === 'object') ?? schema;
