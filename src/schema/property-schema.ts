import 'reflect-metadata';
import type { Alternative, JsonSchema, Shape, UnionOf } from '../plugin-api/json-schema.js';
import type { PropertyRecord } from '../plugin-api/property.js';
import type { ClassSchema } from './class-schema.js';
import { mergeKeywords } from './merge-keywords.js';
import { INSTEAD, NOT_EMPTY, RULES } from './rules.js';
import { fixedValueOf, type PropertyRule } from './rules-of.js';

const TYPED = ['type', 'enum', 'const', 'anyOf', 'oneOf', '$ref'];
const OWN_SCHEMA = 'Use @Schema({ … }) instead: the schema of the property in your own words.';
/** Rules that say something about the property, not about its value. */
const SILENT = ['isOptional', 'whitelistValidation'];

function alternativeSchema(build: ClassSchema, at: string, one: Alternative): JsonSchema {
  if (typeof one === 'string') return one === 'any' ? {} : { type: one };
  if (typeof one === 'function') return classSchema(build, at, one());
  if (!Array.isArray(one)) return one as JsonSchema;
  const [items = {}, ...more] = one.map((item: Alternative) => alternativeSchema(build, at, item));
  return { type: 'array', items: more.length > 0 ? { anyOf: [items, ...more] } : items };
}

function classSchema(build: ClassSchema, at: string, shape: unknown): JsonSchema {
  if (typeof shape === 'function') return build.of(shape as Shape);
  return build.fault(
    'SCHEMA_TYPE_UNKNOWN',
    `${at}: the nested class is ${shape}.`,
    'Import the class as a value, not with `import type`, and break circular imports.',
  );
}

function discriminated(build: ClassSchema, at: string, shapes: readonly Shape[], key: string): JsonSchema {
  const values = shapes.map((shape) => fixedValueOf(shape, key));
  shapes.forEach((shape, index) => {
    if (values[index] === undefined || values.indexOf(values[index]) !== index) {
      const message = `${at}: ${shape.name} has no value of its own for the discriminator ${key}.`;
      build.fault('SCHEMA_DISCRIMINATOR_MISSING', message, `Fix it in each class with @Equals('…') ${key}.`);
    }
  });
  const required = (schema: JsonSchema) => [...new Set([key, ...((schema.required as string[]) ?? [])])];
  return {
    oneOf: shapes
      .map((shape) => build.of(shape))
      .map((schema) => ({ ...schema, required: required(schema) })),
  };
}

function declared(build: ClassSchema, at: string, { nested, record, union }: PropertyRecord): JsonSchema {
  if (union) return { anyOf: union.map((one) => alternativeSchema(build, at, one)) };
  if (record) {
    const several = (record.of as UnionOf).anyOf;
    const values = Array.isArray(several)
      ? { ...(record.of as UnionOf), anyOf: several.map((one) => alternativeSchema(build, at, one)) }
      : alternativeSchema(build, at, record.of as Alternative);
    return { type: 'object', ...(Object.keys(values).length > 0 && { additionalProperties: values }) };
  }
  if (!nested) return {};
  const of = nested.of();
  const one = !Array.isArray(of)
    ? classSchema(build, at, of)
    : nested.discriminator
      ? discriminated(build, at, of, nested.discriminator)
      : { anyOf: of.map((shape) => classSchema(build, at, shape)) };
  return nested.each ? { type: 'array', items: one } : one;
}

function keywordsOf(build: ClassSchema, at: string, rule: PropertyRule): JsonSchema {
  const keywords =
    rule.refusal ?? (Object.hasOwn(RULES, rule.name) && RULES[rule.name]?.(...(rule.constraints as never[])));
  if (keywords && typeof keywords === 'object') return keywords;
  const detail = keywords ? ` ${keywords}` : '';
  const message = `${at}: the rule @${rule.name}${detail} has no JSON Schema.`;
  const hint = !rule.refusal && Object.hasOwn(INSTEAD, rule.name) ? INSTEAD[rule.name] : undefined;
  return build.fault('SCHEMA_RULE_UNSUPPORTED', message, hint ?? OWN_SCHEMA);
}

function withType(
  build: ClassSchema,
  at: string,
  schema: JsonSchema,
  shape: Shape,
  name: string,
): JsonSchema {
  if (TYPED.some((keyword) => keyword in schema)) return schema;
  const type = Reflect.getMetadata('design:type', shape.prototype, name);
  if (type === String || type === Number || type === Boolean)
    return { type: type.name.toLowerCase(), ...schema };
  const message = `${at}: its type can't be told (the compiler recorded ${type?.name ?? 'nothing'}).`;
  const hint =
    'Add a rule such as @IsString() or @IsBoolean(); @Nested(() => TheClass) for a class (imported as a value, not with `import type`), @Union(…) for several types, `{ each: true }` for the items of an array.';
  return build.fault('SCHEMA_TYPE_UNKNOWN', message, hint);
}

/** What `not empty` comes to where the type is known: a length for a string, nothing for what is never empty. */
function withoutEmpty(schema: JsonSchema): JsonSchema {
  if (schema.not !== NOT_EMPTY || schema.type === undefined) return schema;
  const { not: _, ...rest } = schema;
  return rest.type === 'string' ? mergeKeywords(rest, { minLength: 1 }) : rest;
}

/** The schema of one property. */
export function propertySchema(
  build: ClassSchema,
  shape: Shape,
  name: string,
  rules: readonly PropertyRule[],
  record: PropertyRecord,
): JsonSchema {
  const at = `${shape.name}.${name}`;
  let schema = record.schema ?? declared(build, at, record);
  if (!record.schema) {
    const faults = build.faults.length;
    let items = schema.items as JsonSchema | undefined;
    for (const rule of rules.toReversed()) {
      if (SILENT.includes(rule.name) || (rule.name === 'nestedValidation' && record.nested)) continue;
      const keywords = keywordsOf(build, at, rule);
      if (rule.each) items = mergeKeywords(items ?? {}, keywords);
      else schema = mergeKeywords(schema, keywords);
    }
    if (items) schema = mergeKeywords({ type: 'array' }, { ...schema, items: withoutEmpty(items) });
    const typed = record.union || record.record || record.nested || build.faults.length > faults;
    schema = withoutEmpty(typed ? schema : withType(build, at, schema, shape, name));
  }
  if (record.nullable) schema = { anyOf: [schema, { type: 'null' }] };
  return record.description === undefined ? schema : { ...schema, description: record.description };
}
