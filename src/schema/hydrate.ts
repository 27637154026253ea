import type { Alternative, Shape, UnionOf } from '../plugin-api/json-schema.js';
import { type PropertyRecord, propertiesOf } from '../plugin-api/property.js';
import { fits } from './fits.js';
import { fixedValueOf } from './rules-of.js';
import { schemaOf } from './schema-of.js';
import { isOfType } from './wording.js';

/** Defines instead of assigning: the key may be `__proto__`. */
const put = (target: object, key: string, value: unknown) =>
  Object.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true });

/**
 * An instance of the class with the value's properties, nested objects as instances of their classes; what is absent
 * keeps its initialiser. The value must have passed the class's schema.
 */
export function hydrate<T extends object>(shape: Shape<T>, value: object): T {
  const instance = new shape();
  const records = propertiesOf(shape.prototype);
  for (const [key, part] of Object.entries(value))
    if (part !== undefined) put(instance, key, hydrateProperty(records.get(key), part));
  return instance;
}

function hydrateProperty(record: PropertyRecord | undefined, value: unknown): unknown {
  if (!record || record.schema || value === null) return value;
  if (record.nested) {
    const { of, each, discriminator } = record.nested;
    const shapes = ([] as Shape[]).concat(of());
    const one = (part: unknown) => hydrateOne(shapes, discriminator, part as object);
    return each ? (value as unknown[]).map(one) : one(value);
  }
  if (record.union) return hydrateUnion(record.union, value);
  if (!record.record) return value;
  const several = (record.record.of as UnionOf).anyOf;
  const forms = Array.isArray(several) ? several : [record.record.of as Alternative];
  const made = {};
  for (const [key, part] of Object.entries(value as object)) put(made, key, hydrateUnion(forms, part));
  return made;
}

function hydrateOne(shapes: readonly Shape[], discriminator: string | undefined, value: object): object {
  const [only, ...more] = shapes;
  if (only && more.length === 0) return hydrate(only, value);
  const shape = discriminator
    ? shapes.find((one) => fixedValueOf(one, discriminator) === Reflect.get(value, discriminator))
    : shapes.find((one) => fits(schemaOf(one), value));
  return shape ? hydrate(shape, value) : value;
}

const hasClass = (form: Alternative): boolean =>
  typeof form === 'function' || (Array.isArray(form) && form.some(hasClass));

function fitsForm(form: Alternative, value: unknown): boolean {
  if (typeof form === 'string') return form === 'any' || isOfType(value, { type: form });
  if (typeof form === 'function') return fits(schemaOf(form()), value);
  if (!Array.isArray(form)) return fits(form as never, value);
  return Array.isArray(value) && value.every((item) => form.some((one) => fitsForm(one, item)));
}

function hydrateUnion(forms: readonly Alternative[], value: unknown): unknown {
  if (!forms.some(hasClass)) return value;
  const form = forms.find((one) => fitsForm(one, value));
  if (typeof form === 'function') return hydrate(form(), value as object);
  return Array.isArray(form) ? (value as unknown[]).map((item) => hydrateUnion(form, item)) : value;
}
