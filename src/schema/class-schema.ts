import type { Fault } from '../contracts/fault.js';
import type { JsonSchema, Shape } from '../plugin-api/json-schema.js';
import { propertiesOf } from '../plugin-api/property.js';
import { jsonOf } from './json-of.js';
import { propertySchema } from './property-schema.js';
import { rulesOf } from './rules-of.js';

/** Makes the schema of one class and of those nested in it; gathers every fault instead of stopping at the first. */
export class ClassSchema {
  readonly faults: Fault[] = [];
  readonly definitions: Record<string, JsonSchema> = {};
  readonly #open: Shape[] = [];
  readonly #references = new Map<Shape, string>();

  constructor(private readonly root: Shape) {}

  /** The class as a schema: written out, or a reference where it contains itself. */
  of(shape: Shape): JsonSchema {
    const known = this.#references.get(shape);
    if (known) return { $ref: known };
    if (this.#open.includes(shape)) return { $ref: this.#refer(shape) };

    this.#open.push(shape);
    const schema = this.#object(shape);
    this.#open.pop();
    const reference = this.#references.get(shape);
    if (reference === undefined || shape === this.root) return schema;
    this.definitions[reference.slice('#/$defs/'.length)] = schema;
    return { $ref: reference };
  }

  fault(code: string, message: string, hint: string): JsonSchema {
    if (!this.faults.some((known) => known.message === message)) this.faults.push({ code, message, hint });
    return {};
  }

  #refer(shape: Shape): string {
    const taken = [...this.#references.values()];
    let reference = shape === this.root ? '#' : `#/$defs/${shape.name}`;
    for (let count = 2; taken.includes(reference); count++) reference = `#/$defs/${shape.name}${count}`;
    this.#references.set(shape, reference);
    return reference;
  }

  #object(shape: Shape): JsonSchema {
    const initial = this.#instance(shape);
    const rules = rulesOf(shape);
    const records = propertiesOf(shape.prototype);
    const properties: Record<string, JsonSchema> = {};
    const required: string[] = [];
    const decorated = new Set([...rules.map((rule) => rule.property), ...records.keys()]);
    const declared = Object.keys(initial).filter((name) => decorated.has(name));
    for (const name of new Set([...declared, ...decorated])) {
      const own = rules.filter((rule) => rule.property === name);
      const has = (rule: string) => own.some((one) => one.name === rule);
      const schema = propertySchema(this, shape, name, own, records.get(name) ?? {});
      const value = Reflect.get(initial, name);
      const standard = value === null && !records.get(name)?.nullable ? undefined : jsonOf(value);
      properties[name] = standard === undefined ? schema : { ...schema, default: standard };
      if (value === undefined && (has('isDefined') || !has('isOptional'))) required.push(name);
    }
    return {
      type: 'object',
      ...(Object.keys(properties).length > 0 && { properties }),
      ...(required.length > 0 && { required }),
      additionalProperties: false,
    };
  }

  #instance(shape: Shape): object {
    try {
      return new shape();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      const message = `${shape.name} can't be constructed without arguments: ${reason}`;
      return this.fault(
        'SCHEMA_CLASS_UNBUILDABLE',
        message,
        'Give it no constructor: properties with initialisers are enough.',
      );
    }
  }
}
