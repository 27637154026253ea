import type { JsonSchema } from '../plugin-api/json-schema.js';
import { isObject } from './merge.js';

type Test = (value: unknown, rule: never, schema: JsonSchema) => boolean;

const says = () => true;
const ofType: Record<string, (value: unknown) => boolean> = {
  array: Array.isArray,
  boolean: (value) => typeof value === 'boolean',
  integer: Number.isInteger,
  number: Number.isFinite,
  object: isObject,
  string: (value) => typeof value === 'string',
};

const TESTS = new Map<string, Test>([
  ['$schema', says],
  ['title', says],
  ['description', says],
  ['default', says],
  ['type', (value, type: string) => ofType[type]?.(value) ?? false],
  ['enum', (value, allowed: unknown[]) => allowed.includes(value)],
  ['minimum', (value, least: number) => typeof value !== 'number' || value >= least],
  ['maximum', (value, most: number) => typeof value !== 'number' || value <= most],
  ['pattern', (value, pattern: string) => typeof value !== 'string' || new RegExp(pattern, 'u').test(value)],
  ['minLength', (value, least: number) => typeof value !== 'string' || [...value].length >= least],
  [
    'required',
    (value, names: string[]) => !isObject(value) || names.every((name) => Object.hasOwn(value, name)),
  ],
  [
    'items',
    (value, items: JsonSchema) => !Array.isArray(value) || value.every((item) => surelyFits(item, items)),
  ],
  ['anyOf', (value, forms: JsonSchema[]) => forms.some((form) => surelyFits(value, form))],
  [
    'properties',
    (value, properties: Record<string, JsonSchema>) =>
      partsFit(value, (key) => (Object.hasOwn(properties, key) ? properties[key] : true)),
  ],
  [
    'additionalProperties',
    (value, others: JsonSchema | boolean, { properties = {} }) =>
      partsFit(value, (key) => Object.hasOwn(properties as object, key) || others),
  ],
]);

/**
 * Whether a value certainly fits a schema. Loading and compiling Ajv would cost a third of a cold start, for a file that
 * is nearly always right; a rule that isn't known here makes the answer no, and Ajv then decides and says why.
 */
export const surelyFits = (value: unknown, schema: JsonSchema): boolean =>
  Object.entries(schema).every(
    ([keyword, rule]) => TESTS.get(keyword)?.(value, rule as never, schema) ?? false,
  );

function partsFit(value: unknown, schemaOf: (key: string) => JsonSchema | boolean | undefined): boolean {
  if (!isObject(value)) return true;
  return Object.entries(value).every(([key, part]) => {
    const schema = schemaOf(key) ?? false;
    return part === undefined || (typeof schema === 'boolean' ? schema : surelyFits(part, schema));
  });
}
