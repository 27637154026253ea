import type { Alternative, JsonSchema, Shape, UnionOf } from './json-schema.js';
import { PROPERTIES } from './metadata.js';

/** What the property decorators of this package record about one property of an input, output or settings class. */
export interface PropertyRecord {
  description?: string;
  nullable?: boolean;
  nested?: { of: () => Shape | readonly Shape[]; discriminator?: string; each?: boolean };
  record?: { of: Alternative | UnionOf };
  union?: readonly Alternative[];
  schema?: JsonSchema;
}

type Records = Map<string, PropertyRecord>;

function record(part: PropertyRecord): PropertyDecorator {
  return (target, property) => {
    const own = Object.hasOwn(target, PROPERTIES);
    const records: Records = own ? Reflect.get(target, PROPERTIES) : new Map(propertiesOf(target));
    if (!own) Object.defineProperty(target, PROPERTIES, { value: records });
    records.set(String(property), { ...records.get(String(property)), ...part });
  };
}

/** The records of a class, its ancestors' included, by property name. Takes the class's prototype. */
export function propertiesOf(prototype: object): ReadonlyMap<string, PropertyRecord> {
  return Reflect.get(prototype, PROPERTIES) ?? new Map();
}

/** Says what a property means, in one sentence: the model reads exactly this. */
export const Describe = (description: string) => record({ description });

/** Lets a property be `null` as well as what its other rules say. */
export const Nullable = () => record({ nullable: true });

/**
 * A property that holds an object of another class, checked and constructed as that class.
 *
 * @param of the class, or several when the object may be one of them; behind an arrow, so that order does not matter.
 * @param options `each`: the property is an array of such objects. `discriminator`: with several classes, the name of
 *   the property that tells them apart; each class must fix it with `@Equals`.
 */
export const Nested = (
  of: () => Shape | readonly Shape[],
  options: { each?: boolean; discriminator?: string } = {},
) => record({ nested: { of, ...options } });

/** A property that holds an object with any keys, whose values take one form: `'string'`, `() => SomeClass`, `'any'`. */
export const RecordOf = (of: Alternative | UnionOf) => record({ record: { of } });

/**
 * A property that may take several forms: `@Union('string', ['string'])` is a text or an array of texts.
 * The first alternative that a value fits wins.
 */
export const Union = (...alternatives: [Alternative, Alternative, ...Alternative[]]) =>
  record({ union: alternatives });

/**
 * A property described by a JSON Schema of your own, for what the other decorators can't say. It replaces the schema
 * that would be generated for the property (the description is kept) and is enforced exactly as written.
 */
export const Schema = (schema: JsonSchema) => record({ schema });
