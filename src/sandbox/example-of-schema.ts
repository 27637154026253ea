import { exampleText } from './example-text.js';
import type { WireJson } from './wire-json.js';

export type Schema = { [keyword: string]: WireJson };

const DEEPEST = 12;

const numberOf = (schema: Schema): number => {
  const step: number = schema.multipleOf ?? (schema.type === 'integer' ? 1 : 0);
  const edge = (bound: number) => step || Math.max(1, Math.abs(bound)) * 1e-9;
  const low =
    schema.minimum ??
    (schema.exclusiveMinimum === undefined
      ? undefined
      : schema.exclusiveMinimum + edge(schema.exclusiveMinimum));
  const high =
    schema.maximum ??
    (schema.exclusiveMaximum === undefined
      ? undefined
      : schema.exclusiveMaximum - edge(schema.exclusiveMaximum));
  const wished = Math.min(Math.max(1, low ?? 1), high ?? Number.POSITIVE_INFINITY);
  if (!step) return wished;
  const rounded = Math.ceil(wished / step) * step;
  return high !== undefined && rounded > high ? Math.floor(high / step) * step : rounded;
};

const resolve = (ref: string, root: Schema): Schema => {
  const path = ref.replace(/^#\/?/, '').split('/').filter(Boolean);
  return path.reduce<Schema>((at, key) => at?.[key.replaceAll('~1', '/').replaceAll('~0', '~')] ?? {}, root);
};

const typeOf = (schema: Schema): string => {
  const type = Array.isArray(schema.type)
    ? (schema.type.find((one) => one !== 'null') ?? 'null')
    : schema.type;
  return type ?? (schema.properties ? 'object' : schema.items ? 'array' : 'string');
};

const objectOf = (schema: Schema, root: Schema, depth: number): Record<string, unknown> => {
  const properties: Record<string, Schema> = schema.properties ?? {};
  const names: string[] =
    schema.required?.length || depth > 1 ? (schema.required ?? []) : Object.keys(properties);
  return Object.fromEntries(
    names.map((name) => [name, build(properties[name] ?? {}, root, name, depth + 1)]),
  );
};

/** Of several alternatives, one that ends: a recursive type is left at the first that names nothing further. */
const choose = (options: Schema[], depth: number): Schema =>
  (depth > 3 && options.find((option) => option.type === 'null' || !/\$ref/.test(JSON.stringify(option)))) ||
  options.find((option) => option.type !== 'null') ||
  options[0]!;

function build(schema: Schema, root: Schema, name: string, depth: number): unknown {
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  if (schema.default !== undefined) return schema.default;
  if (schema.examples?.length) return schema.examples[0];
  if (depth > DEEPEST) return null;
  if (schema.$ref) return build(resolve(schema.$ref, root), root, name, depth + 1);
  const options = schema.anyOf ?? schema.oneOf;
  if (options?.length)
    return build(
      { ...schema, anyOf: undefined, oneOf: undefined, ...choose(options, depth) },
      root,
      name,
      depth,
    );
  if (schema.allOf?.length) {
    const { allOf, ...rest } = schema;
    return build(
      allOf.reduce(
        (all: Schema, part: Schema) => merge(all, part.$ref ? resolve(part.$ref, root) : part),
        rest,
      ),
      root,
      name,
      depth,
    );
  }
  if (Array.isArray(schema.type) && schema.type.includes('null') && depth > 3) return null;
  const type = typeOf(schema);
  if (type === 'object') return objectOf(schema, root, depth);
  if (type === 'array') {
    const least = Math.max(schema.minItems ?? 0, depth > 3 || schema.maxItems === 0 ? 0 : 1);
    return Array.from({ length: least }, () => build(schema.items ?? {}, root, name, depth + 1));
  }
  if (type === 'boolean') return true;
  if (type === 'null') return null;
  return type === 'string' ? exampleText(schema, name) : numberOf({ ...schema, type });
}

const merge = (one: Schema, other: Schema): Schema => ({
  ...one,
  ...other,
  properties: { ...one.properties, ...other.properties },
  required: [...(one.required ?? []), ...(other.required ?? [])],
});

/** A small value that fits the schema: what it requires, or all its properties where it requires nothing. */
export const exampleOfSchema = (schema: Schema): unknown => build(schema, schema, 'answer', 0);
