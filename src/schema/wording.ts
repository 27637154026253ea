import type { JsonSchema } from '../plugin-api/json-schema.js';

const LONGEST = 60;
const NAMES = 20;

const cut = (text: string, longest = LONGEST) =>
  text.length > longest ? `${text.slice(0, longest)}…` : text;

/** A property's name or a string, in quotes, cut. */
export const quoted = (text: string) => JSON.stringify(cut(text));

const typeName = (value: unknown) =>
  value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;

/** A JSON type as a noun: `an array`, `null`. */
export const withArticle = (noun: string) =>
  noun === 'null' || noun === 'undefined' ? noun : `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`;

/** The JSON type of a value, as a noun. A number that is too large to be read is infinite. */
export const typeOf = (value: unknown) =>
  value === Infinity || value === -Infinity ? 'too large' : withArticle(typeName(value));

/** A value as it is quoted back: short ones whole, long strings cut, objects and arrays by their type. */
export const shown = (value: unknown) =>
  typeof value === 'string'
    ? quoted(value)
    : typeof value === 'object' && value
      ? typeOf(value)
      : String(value);

export const oneOf = (values: readonly unknown[]) => {
  const listed = values.slice(0, NAMES).map(shown).join(', ');
  return values.length > NAMES ? `${listed}, … (${values.length} in all)` : listed;
};

/** The path to a value: `messages[0].role` for the JSON pointer `/messages/0/role`; empty for the whole. */
export const pathOf = (pointer: string) =>
  pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce(step, '');

/** The path to a property of the value at a path. */
export function step(path: string, key: string): string {
  if (/^\d+$/.test(key)) return `${path || 'input'}[${key}]`;
  if (!/^[\w$-]{1,60}$/.test(key)) return `${path || 'input'}[${quoted(key)}]`;
  return path === '' ? key : `${path}.${key}`;
}

/** Finds the part of a schema that a reference means. */
export type Resolve = (reference: string) => JsonSchema;

/** Whether a value is of a schema's type, or of that of one of its forms; true where the schema names none. */
export function isOfType(value: unknown, schema: JsonSchema, resolve?: Resolve): boolean {
  const { type, $ref } = schema;
  if (type === undefined && typeof $ref === 'string' && resolve) return isOfType(value, resolve($ref));
  const union = (schema.anyOf ?? schema.oneOf) as JsonSchema[] | undefined;
  if (type === undefined) return union?.some((form) => isOfType(value, form, resolve)) ?? true;
  const types = [type].flat();
  return types.includes(typeName(value)) || (types.includes('integer') && Number.isInteger(value));
}

/** What a schema asks for, in few words: `a string`, `an array of strings`, `an object with "type"`. */
export function formOf(schema: JsonSchema, resolve?: Resolve): string {
  const { $ref, items, required, enum: values } = schema;
  const type = schema.type as string | string[] | undefined;
  const forms = schema.anyOf ?? schema.oneOf;
  // Followed once only: a schema may refer to itself without end.
  if (typeof $ref === 'string' && resolve) return formOf(resolve($ref));
  if ('const' in schema) return shown(schema.const);
  if (Array.isArray(values)) return `one of ${oneOf(values)}`;
  if (Array.isArray(forms)) return listed(forms, resolve);
  if (type === 'array' && items && Object.keys(items).length > 0)
    return `an array of ${pluralOf(items as JsonSchema, resolve)}`;
  if ((type ?? 'object') === 'object' && Array.isArray(required))
    return `an object with ${required.map(quoted).join(', ')}`;
  return type ? ([] as string[]).concat(type).map(withArticle).join(' or ') : 'another form';
}

function pluralOf(items: JsonSchema, resolve?: Resolve): string {
  const form = formOf(items, resolve);
  const single = /^an? (\w+)$/.exec(form);
  return single ? `${single[1]}s` : `items that are each ${form}`;
}

/** The forms of a union, as alternatives. */
export function listed(forms: readonly JsonSchema[], resolve?: Resolve): string {
  const words = [...new Set(forms.map((form) => formOf(form, resolve)))];
  return words.length > 1 ? `${words.slice(0, -1).join(', ')} or ${words.at(-1)}` : String(words[0]);
}
