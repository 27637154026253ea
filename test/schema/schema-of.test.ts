import { Ajv2020 } from 'ajv/dist/2020.js';
import {
  ArrayMaxSize,
  Equals,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsOptional,
  IsString,
  Length,
  Max,
  Min,
} from 'class-validator';
import { describe, expect, it } from 'vitest';
import { HostConfig } from '../../src/config/host-config.js';
import { Describe, Nested, Nullable, RecordOf, Schema, Union } from '../../src/plugin-api/property.js';
import { schemaOf } from '../../src/schema/schema-of.js';

class Point {
  @IsInt()
  x!: number;

  @IsInt()
  y = 0;
}

const POINT = {
  type: 'object',
  properties: { x: { type: 'integer' }, y: { type: 'integer', default: 0 } },
  required: ['x'],
  additionalProperties: false,
};

describe('schemaOf', () => {
  it('writes types, limits, sentences, defaults and what is required, and nothing more', () => {
    class Drawing {
      @Describe('What to draw.')
      @IsString()
      @IsNotEmpty()
      @Length(1, 32_000)
      prompt!: string;

      @IsInt()
      @Min(1)
      @Max(10)
      n = 1;

      @IsOptional()
      @IsIn(['png', 'webp'])
      format?: string;
    }

    const schema = schemaOf(Drawing);

    expect(schema).toEqual({
      type: 'object',
      properties: {
        prompt: { type: 'string', minLength: 1, maxLength: 32_000, description: 'What to draw.' },
        n: { type: 'integer', minimum: 1, maximum: 10, default: 1 },
        format: { type: 'string', enum: ['png', 'webp'] },
      },
      required: ['prompt'],
      additionalProperties: false,
    });
    expect(Object.keys(schema.properties as object)).toEqual(['prompt', 'n', 'format']);
  });

  it('takes a primitive type from the declaration where no rule names it', () => {
    class Plain {
      @Describe('A text.')
      text!: string;

      @Describe('A switch.')
      on!: boolean;
    }

    expect(schemaOf(Plain).properties).toEqual({
      text: { type: 'string', description: 'A text.' },
      on: { type: 'boolean', description: 'A switch.' },
    });
  });

  it('makes a class without properties an object that takes none', () => {
    class Nothing {}

    expect(schemaOf(Nothing)).toEqual({ type: 'object', additionalProperties: false });
  });

  it('writes nested classes out, singly and as the items of an array', () => {
    class Line {
      @Nested(() => Point)
      from!: Point;

      @Nested(() => Point, { each: true })
      @ArrayMaxSize(4)
      via: Point[] = [];
    }

    expect(schemaOf(Line).properties).toEqual({
      from: POINT,
      via: { type: 'array', items: POINT, maxItems: 4, default: [] },
    });
  });

  it('makes several nested classes with a discriminator a oneOf that requires it', () => {
    class Text {
      @Equals('text')
      type = 'text' as const;

      @IsString()
      text!: string;
    }
    class Picture {
      @Equals('picture')
      type!: 'picture';
    }
    class Message {
      @Nested(() => [Text, Picture], { discriminator: 'type', each: true })
      parts!: (Text | Picture)[];
    }

    const { parts } = schemaOf(Message).properties as Record<string, { items: unknown }>;

    expect(parts?.items).toMatchObject({
      oneOf: [
        { properties: { type: { type: 'string', const: 'text' } }, required: ['type', 'text'] },
        { properties: { type: { type: 'string', const: 'picture' } }, required: ['type'] },
      ],
    });
  });

  it('lets a nullable property be null beside its other rules, without an array of types', () => {
    class Model {
      @Nullable()
      @Describe('When it ends.')
      @IsString()
      shutdown: string | null = null;
    }

    expect(schemaOf(Model).properties).toEqual({
      shutdown: {
        anyOf: [{ type: 'string' }, { type: 'null' }],
        description: 'When it ends.',
        default: null,
      },
    });
  });

  it('writes unions and records of types, classes, arrays and raw schemas', () => {
    class Mixed {
      @Union('string', ['string', () => Point], { const: 7 })
      input!: unknown;

      @RecordOf('number')
      scores!: Record<string, number>;

      @RecordOf('any')
      rest!: Record<string, unknown>;

      @RecordOf({ anyOf: ['boolean', () => Point] })
      points!: Record<string, boolean | Point>;
    }

    expect(schemaOf(Mixed).properties).toEqual({
      input: {
        anyOf: [
          { type: 'string' },
          { type: 'array', items: { anyOf: [{ type: 'string' }, POINT] } },
          { const: 7 },
        ],
      },
      scores: { type: 'object', additionalProperties: { type: 'number' } },
      rest: { type: 'object' },
      points: { type: 'object', additionalProperties: { anyOf: [{ type: 'boolean' }, POINT] } },
    });
  });

  it('puts a schema of the author in the place of everything but the description', () => {
    class Own {
      @Describe('As written.')
      @IsString()
      @Schema({ type: 'string', pattern: '^[Aa]' })
      value!: string;
    }

    expect(schemaOf(Own).properties).toEqual({
      value: { type: 'string', pattern: '^[Aa]', description: 'As written.' },
    });
  });

  it('refers to a class that contains itself, and to nothing else', () => {
    class Tree {
      @Nested(() => Tree, { each: true })
      children: Tree[] = [];
    }
    class Forest {
      @Nested(() => Tree)
      oldest!: Tree;

      @Nested(() => Tree)
      tallest!: Tree;
    }

    expect(schemaOf(Tree)).toEqual({
      type: 'object',
      properties: { children: { type: 'array', items: { $ref: '#' }, default: [] } },
      additionalProperties: false,
    });
    expect(schemaOf(Forest)).toEqual({
      type: 'object',
      properties: { oldest: { $ref: '#/$defs/Tree' }, tallest: { $ref: '#/$defs/Tree' } },
      required: ['oldest', 'tallest'],
      additionalProperties: false,
      $defs: {
        Tree: {
          type: 'object',
          properties: { children: { type: 'array', items: { $ref: '#/$defs/Tree' }, default: [] } },
          additionalProperties: false,
        },
      },
    });
  });

  it('keeps two classes of the same name apart', () => {
    const one = () => {
      class Item {
        @IsInt()
        a!: number;

        @IsOptional()
        @Nested(() => Item)
        next?: Item;
      }
      return Item;
    };
    const other = () => {
      class Item {
        @IsString()
        b!: string;

        @IsOptional()
        @Nested(() => Item)
        next?: Item;
      }
      return Item;
    };
    const [One, Other] = [one(), other()];
    class Both {
      @Nested(() => One)
      one!: object;

      @Nested(() => Other)
      other!: object;
    }

    const schema = schemaOf(Both);

    const check = new Ajv2020().compile(schema);
    expect(check({ one: { a: 1, next: { a: 2 } }, other: { b: 'x', next: { b: 'y' } } })).toBe(true);
    expect(check({ one: { a: 1, next: { b: 'y' } }, other: { b: 'x' } })).toBe(false);
  });

  it('inherits properties, rules, descriptions and defaults, and lets a subclass change them', () => {
    class Request {
      @Describe('Which model.')
      @IsString()
      model = 'small';

      @IsInt()
      @Min(1)
      n!: number;
    }
    class LargeRequest extends Request {
      override model = 'large';

      @IsInt()
      @Min(10)
      override n = 10;
    }

    expect(schemaOf(LargeRequest).properties).toEqual({
      model: { type: 'string', description: 'Which model.', default: 'large' },
      n: { type: 'integer', minimum: 10, default: 10 },
    });
    expect(schemaOf(Request).required).toEqual(['n']);
  });

  it('advertises as default only what JSON can carry', () => {
    class Defaults {
      @Nested(() => Point)
      origin = Object.assign(new Point(), { x: 1 });

      @Schema({ type: 'object' })
      map: unknown = new Map();

      @Schema({ type: 'number' })
      endless = Number.POSITIVE_INFINITY;
    }

    const schema = schemaOf(Defaults);

    expect(schema.properties).toEqual({
      origin: { ...POINT, default: { x: 1, y: 0 } },
      map: { type: 'object' },
      endless: { type: 'number' },
    });
    expect(schema.required).toBeUndefined();
  });

  it('describes the config file, with a plugin as a switch or an object', () => {
    const schema = schemaOf(HostConfig);

    const check = new Ajv2020().compile(schema);
    expect(schema.required).toBeUndefined();
    expect(check({})).toBe(true);
    expect(check({ plugins: { text: true, images: { enabled: false, settings: { a: 1 } } } })).toBe(true);
    expect(check({ plugins: { text: 'on' } })).toBe(false);
    expect(check({ plugins: { text: { colour: 1 } } })).toBe(false);
    expect(check({ openai: { maxRetries: 1.5 } })).toBe(false);
  });

  it('returns the same object for the same class', () => {
    expect(schemaOf(Point)).toBe(schemaOf(Point));
  });
});
