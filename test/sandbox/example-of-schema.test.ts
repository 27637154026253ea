import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { exampleOfSchema, type Schema } from '../../src/sandbox/example-of-schema.js';

const ajv = new Ajv2020({ strict: false });
formats.default(ajv);

const tree = {
  type: 'object',
  properties: {
    name: { type: 'string' },
    children: { type: 'array', items: { $ref: '#' } },
    next: { anyOf: [{ $ref: '#' }, { type: 'null' }] },
  },
  required: ['name', 'children', 'next'],
  additionalProperties: false,
};

describe('the example of a schema', () => {
  it.each<[string, Schema]>([
    ['an object without required properties', { type: 'object', properties: { a: { type: 'integer' } } }],
    [
      'nested objects and lists',
      {
        type: 'array',
        minItems: 3,
        items: { type: 'object', properties: { b: { type: 'boolean' } }, required: ['b'] },
      },
    ],
    ['a recursive type', tree],
    [
      'references to definitions',
      { $ref: '#/definitions/x', definitions: { x: { type: 'string', format: 'date' } } },
    ],
    ['an escaped reference', { $ref: '#/$defs/a~1b', $defs: { 'a/b': { const: 7 } } }],
    ['alternatives', { oneOf: [{ type: 'null' }, { type: 'number', minimum: 5 }] }],
    [
      'a sum of parts',
      {
        allOf: [
          { type: 'object', properties: { a: { type: 'string' } }, required: ['a'] },
          { properties: { b: { type: 'integer' } }, required: ['b'] },
        ],
      },
    ],
    ['a nullable type', { type: ['string', 'null'], minLength: 30 }],
    ['exclusive bounds', { type: 'number', exclusiveMinimum: 1_000_000, exclusiveMaximum: 1_000_001 }],
    ['a multiple within bounds', { type: 'integer', multipleOf: 7, minimum: 20, maximum: 30 }],
    ['negative bounds', { type: 'integer', maximum: -4 }],
    ['an address', { type: 'string', format: 'email' }],
    ['an identifier', { type: 'string', format: 'uuid' }],
    ['a pattern', { type: 'string', pattern: '^[A-Z]{3}-\\d{3}$' }],
    [
      'a const, an enum and a default',
      {
        type: 'object',
        properties: { a: { const: 'x' }, b: { enum: [2, 3] }, c: { type: 'string', default: 'd' } },
        required: ['a', 'b', 'c'],
      },
    ],
  ])('fits %s', (_, schema) => {
    const example = exampleOfSchema(schema);

    const validate = ajv.compile(schema);
    expect(validate(example), `${JSON.stringify(example)} ${JSON.stringify(validate.errors)}`).toBe(true);
  });

  it('ends for a type that can never end', () => {
    const endless = { type: 'object', properties: { self: { $ref: '#' } }, required: ['self'] };

    expect(JSON.stringify(exampleOfSchema(endless)).length).toBeLessThan(500);
  });
});
