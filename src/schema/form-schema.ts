import type { JsonSchema } from '../plugin-api/json-schema.js';
import { url } from './patterns.js';

const WORDS = ['title', 'description', 'default'];

/** What MCP's forms know of each type. What is left out here is checked when the form comes back. */
const KEYWORDS: Readonly<Record<string, readonly string[]>> = {
  string: ['minLength', 'maxLength', 'format', 'enum', 'enumNames', 'oneOf'],
  number: ['minimum', 'maximum'],
  integer: ['minimum', 'maximum'],
  boolean: [],
  array: ['minItems', 'maxItems', 'items'],
};
const FORMATS = ['email', 'uri', 'date', 'date-time'];
const WEB_ADDRESS = url(['http', 'https']);

/**
 * The schema of a class as MCP's forms have it: flat, with the keywords that clients know.
 *
 * @returns the names of the properties that no form can show, where there are any.
 */
export function formSchema({ properties = {}, required }: JsonSchema): JsonSchema | string[] {
  const fields = Object.entries(properties as Record<string, JsonSchema>);
  const odd = fields.filter(([, schema]) => !isField(schema)).map(([name]) => name);
  if (odd.length > 0) return odd;
  return {
    type: 'object',
    properties: Object.fromEntries(fields.map(([name, schema]) => [name, fieldOf(schema)])),
    ...(required === undefined ? {} : { required }),
  };
}

function isField({ type, enum: choices, items }: JsonSchema): boolean {
  if (typeof type !== 'string' || !Object.hasOwn(KEYWORDS, type)) return false;
  if (choices !== undefined && type !== 'string') return false;
  return type !== 'array' || isChoice((items ?? {}) as JsonSchema);
}

const isChoice = ({ type, enum: choices, anyOf }: JsonSchema): boolean =>
  (type === 'string' && Array.isArray(choices)) || Array.isArray(anyOf);

function fieldOf(schema: JsonSchema): JsonSchema {
  const type = schema.type as string;
  const kept = ['type', ...WORDS, ...KEYWORDS[type]!].filter((keyword) => keyword in schema);
  const field = Object.fromEntries(kept.map((keyword) => [keyword, schema[keyword]]));
  if (schema.pattern === WEB_ADDRESS) field.format = 'uri';
  if (!FORMATS.includes(field.format as string)) delete field.format;
  return field;
}
