/** A JSON Schema 2020-12 document or part of one. */
export interface JsonSchema {
  [keyword: string]: unknown;
}

/** A class whose properties and rules describe a JSON object; it is constructed without arguments. */
export type Shape<T extends object = object> = new () => T;

/** A JSON type by name; `any` allows everything. */
export type TypeName = 'string' | 'number' | 'integer' | 'boolean' | 'null' | 'object' | 'any';

/** Several alternatives, of which a value must fit one. */
export interface UnionOf {
  anyOf: readonly Alternative[];
}

/**
 * One form that a value may take: a JSON type by name, a class (behind an arrow, so that it may be declared later in the
 * file), a schema of your own, or these in brackets, which means an array of any of them.
 */
export type Alternative = TypeName | (() => Shape) | JsonSchema | readonly [Alternative, ...Alternative[]];
