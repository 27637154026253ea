import { isObject } from './loose.js';

/** Whether OpenAI's strict mode takes a schema: every object closed, with all of its properties required. */
export function isStrictReady(schema: unknown): boolean {
  if (Array.isArray(schema)) return schema.every(isStrictReady);
  if (!isObject(schema)) return true;
  const { type, properties, required, additionalProperties, items, anyOf, $defs } = schema;
  if (type === 'object' || (Array.isArray(type) && type.includes('object'))) {
    const names = Object.keys(isObject(properties) ? properties : {});
    const all = Array.isArray(required) && names.every((name) => required.includes(name));
    if (additionalProperties !== false || !(all || names.length === 0)) return false;
  }
  const inner = [properties, $defs].flatMap((part) => (isObject(part) ? Object.values(part) : []));
  return [...inner, items, anyOf].every(isStrictReady) && !('oneOf' in schema || 'allOf' in schema);
}
