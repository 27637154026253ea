import * as rules from 'class-validator';
import { describe, expect, it } from 'vitest';
import type { JsonSchema, Shape } from '../../src/plugin-api/json-schema.js';
import { Nested, Nullable, RecordOf, Union } from '../../src/plugin-api/property.js';
import { compileSchema } from '../../src/schema/compile-schema.js';
import { schemaOf } from '../../src/schema/schema-of.js';

const KNOWN = 'messages, n, colour, email, stop, temperature, input, part, result, weights, user, width';
const problems = async (shape: Shape, value: unknown) => (await compileSchema(schemaOf(shape)))(value);
const rawProblems = async (schema: JsonSchema, value: unknown) => (await compileSchema(schema))(value);

class TextPart {
  @rules.Equals('text')
  type!: 'text';

  @rules.IsString()
  text!: string;
}

class ImagePart {
  @rules.Equals('image_url')
  type!: 'image_url';

  @rules.IsUrl()
  image_url!: string;

  @rules.IsIn(['auto', 'low', 'high'])
  detail = 'auto';
}

class Message {
  @rules.IsIn(['system', 'user'])
  role!: string;

  @Union('string', [() => TextPart, () => ImagePart])
  content!: unknown;
}

class Answer {
  @rules.IsString()
  answer!: string;
}

class Score {
  @rules.IsInt()
  score!: number;
}

class Request {
  @Nested(() => Message, { each: true })
  @rules.ArrayMinSize(1)
  messages!: Message[];

  @rules.IsInt()
  @rules.Min(1)
  @rules.Max(10)
  n = 1;

  @rules.IsOptional()
  @rules.Length(3, 8)
  colour?: string;

  @rules.IsOptional()
  @rules.IsEmail()
  email?: string;

  @rules.IsOptional()
  @rules.ArrayUnique()
  @rules.ArrayMaxSize(3)
  @rules.IsString({ each: true })
  stop?: string[];

  @Nullable()
  @rules.IsNumber()
  @rules.IsPositive()
  temperature: number | null = null;

  @rules.IsOptional()
  @Union('string', ['string'], ['integer'])
  input?: unknown;

  @rules.IsOptional()
  @Nested(() => [TextPart, ImagePart], { discriminator: 'type' })
  part?: TextPart | ImagePart;

  @rules.IsOptional()
  @Nested(() => [Answer, Score])
  result?: Answer | Score;

  @rules.IsOptional()
  @RecordOf('number')
  weights?: Record<string, number>;

  @rules.IsOptional()
  @rules.IsString()
  @rules.NotEquals('none')
  @rules.Matches(/^[a-z]+$/)
  user?: string;

  @rules.IsOptional()
  @rules.IsDivisibleBy(64)
  width?: number;
}

const user = { role: 'user', content: 'Hi' };

const REFUSALS: [object, string[]][] = [
  [{}, ['messages is required']],
  [{ messages: 'Hi' }, ['messages must be an array (it is a string)']],
  [{ messages: [] }, ['messages must have at least 1 item (it has 0)']],
  [
    { messages: [{ role: 'usr', content: 'x' }] },
    ['messages[0].role must be one of "system", "user" (it is "usr")'],
  ],
  [{ messages: [user, null] }, ['messages[1] must be an object (it is null)']],
  [{ messages: [user], n: 25 }, ['n must be at most 10 (it is 25)']],
  [{ messages: [user], n: '2' }, ['n must be an integer (it is a string)']],
  [{ messages: [user], n: 1.5 }, ['n must be an integer (it is 1.5)']],
  [{ messages: [user], color: 'red' }, ['unknown property "color" in input; did you mean "colour"?']],
  [{ messages: [user], zzz: 1 }, [`unknown property "zzz" in input; known: ${KNOWN}`]],
  [{ messages: [{ ...user, rol: 1 }] }, ['unknown property "rol" in messages[0]; did you mean "role"?']],
  [{ messages: [user], colour: '😀' }, ['colour must have at least 3 characters (it has 1)']],
  [{ messages: [user], colour: 'x'.repeat(9) }, ['colour must have at most 8 characters (it has 9)']],
  [
    { messages: [user], email: 'x'.repeat(99) },
    [`email must be an email address (it is "${'x'.repeat(60)}…")`],
  ],
  [{ messages: [user], stop: ['a', 'b', 'a'] }, ['stop must not repeat an item (0 and 2 are the same)']],
  [
    { messages: [user], stop: [1, 'b', 'c', 'd'] },
    ['stop must have at most 3 items (it has 4)', 'stop[0] must be a string (it is a number)'],
  ],
  [{ messages: [user], temperature: 0 }, ['temperature must be greater than 0 (it is 0)']],
  [{ messages: [user], temperature: 'hot' }, ['temperature must be a number or null (it is a string)']],
  [
    { messages: [user], input: 7 },
    ['input must be a string, an array of strings or an array of integers (it is a number)'],
  ],
  [{ messages: [user], part: { type: 'text' } }, ['part.text is required']],
  [
    { messages: [user], part: { type: 'image_url', image_url: 'x', detail: 'lo' } },
    [
      'part.image_url must be a URL that starts with http:// or https:// (it is "x")',
      'part.detail must be one of "auto", "low", "high" (it is "lo")',
    ],
  ],
  [
    { messages: [user], part: { type: 'txt' } },
    ['part.type must be one of "text", "image_url" (it is "txt")'],
  ],
  [{ messages: [user], part: {} }, ['part.type is required, one of "text", "image_url"']],
  [
    { messages: [user], part: 'x' },
    ['part must be an object with "type", "text" or an object with "type", "image_url" (it is a string)'],
  ],
  [
    { messages: [{ role: 'user', content: [{ type: 'text' }] }] },
    ['messages[0].content[0].text is required'],
  ],
  [
    { messages: [user], result: { points: 1 } },
    ['result must be an object with "answer" or an object with "score" (it is an object)'],
  ],
  [{ messages: [user], weights: { 'a b': 'x' } }, ['weights["a b"] must be a number (it is a string)']],
  [{ messages: [user], user: 'none' }, ['user must not be "none"']],
  [{ messages: [user], user: 'A1' }, ['user must match the pattern ^[a-z]+$ (it is "A1")']],
  [{ messages: [user], width: 65 }, ['width must be a multiple of 64 (it is 65)']],
];

describe('a refusal', () => {
  it.each(REFUSALS)('of %j says what to change', async (value, sentences) => {
    expect(await problems(Request, value)).toEqual(sentences);
  });

  it('is none for a value that fits', async () => {
    expect(await problems(Request, { messages: [user], n: 3, input: [1, 2], temperature: null })).toEqual([]);
  });

  it.each([
    [null, 'null'],
    [[], 'an array'],
    ['x', 'a string'],
    [undefined, 'undefined'],
  ])('of %j says that the input is no object', async (value, kind) => {
    expect(await problems(Request, value)).toEqual([`input must be an object (it is ${kind})`]);
  });

  it('names every problem at once', async () => {
    expect(await problems(Request, { n: 0, colour: 5, extra: 1 })).toEqual([
      'messages is required',
      `unknown property "extra" in input; known: ${KNOWN}`,
      'n must be at least 1 (it is 0)',
      'colour must be a string (it is a number)',
    ]);
  });

  it('ends after 20 problems with how many are left', async () => {
    const stop = { type: 'array', items: { type: 'string' } };

    const sentences = await rawProblems(
      { type: 'object', properties: { stop } },
      { stop: Array(32).fill(1) },
    );

    expect(sentences).toHaveLength(21);
    expect(sentences[19]).toBe('stop[19] must be a string (it is a number)');
    expect(sentences[20]).toBe('and 12 more');
  });

  it('follows a class that contains itself into the depth', async () => {
    class Tree {
      @rules.IsInt()
      size!: number;

      @Union('null', ['string', () => Tree])
      children!: unknown;
    }

    const sentences = await problems(Tree, {
      size: 1,
      children: [{ size: 2, children: [{ size: 'x', children: null }] }],
    });

    expect(sentences).toEqual(['children[0].children[0].size must be an integer (it is a string)']);
  });

  it.each([
    [{ type: 'call', call: {} }, 'tools[0].call.name is required'],
    [{ type: 'call', name: 7 }, 'tools[0].name must be a string (it is a number)'],
    [{ type: 'search' }, 'tools[0].type must be "call" (it is "search")'],
    [{}, 'tools[0].type is required, "call"'],
  ])('explains %j by the nearest of forms that share their type', async (tool, sentence) => {
    class Named {
      @rules.IsString()
      name!: string;
    }
    class Wrapped {
      @rules.Equals('call')
      type!: 'call';

      @Nested(() => Named)
      call!: Named;
    }
    class Flat extends Named {
      @rules.Equals('call')
      type!: 'call';
    }
    class Tools {
      @Nested(() => [Wrapped, Flat], { each: true })
      tools!: unknown[];
    }

    expect(await problems(Tools, { tools: [tool] })).toEqual([sentence]);
  });

  it('does not ask for a type that one of the forms leaves open', async () => {
    class Typed {
      @rules.Equals('call')
      type!: 'call';

      @Nested(() => Answer)
      call!: Answer;
    }
    class Short extends Answer {
      @rules.IsOptional()
      @rules.Equals('call')
      type?: 'call';
    }
    class Choice {
      @Nested(() => [Typed, Short])
      choice!: unknown;
    }

    expect(await problems(Choice, { choice: {} })).toEqual(['choice.answer is required']);
  });

  it('says of a property that is called input where in it the problem lies', async () => {
    class Embedding {
      @Nested(() => Answer)
      input!: Answer;
    }

    expect(await problems(Embedding, { input: { answer: 1, x: 2 } })).toEqual([
      'unknown property "x" in input; known: answer',
      'input.answer must be a string (it is a number)',
    ]);
  });

  it('follows alternatives that contain each other', async () => {
    class Leaf {
      @rules.Equals('leaf')
      kind!: 'leaf';

      @rules.IsInt()
      value!: number;
    }
    class Both {
      @rules.Equals('both')
      kind!: 'both';

      @Nested(() => [Leaf, Both], { discriminator: 'kind', each: true })
      of!: (Leaf | Both)[];
    }
    class Filter {
      @Nullable()
      @Nested(() => [Leaf, Both], { discriminator: 'kind' })
      filter!: Leaf | Both | null;

      @rules.IsOptional()
      @Nullable()
      @Nested(() => Filter)
      next?: Filter | null;
    }
    const filter = {
      kind: 'both',
      of: [{ kind: 'both', of: [{ kind: 'leaf', value: 'x' }, { kind: 'twig' }] }],
    };

    const sentences = await problems(Filter, { filter, next: { filter: 7, next: null } });

    expect(sentences).toEqual([
      'filter.of[0].of[0].value must be an integer (it is a string)',
      'filter.of[0].of[1].kind must be one of "leaf", "both" (it is "twig")',
      'next.filter must be an object with "kind", "value" or an object with "kind", "of" or null (it is a number)',
    ]);
  });

  it('takes an instance whose optional properties are undefined', async () => {
    const request = Object.assign(new Request(), { messages: [user] });

    expect(await problems(Request, request)).toEqual([]);
    expect(await problems(Request, new Request())).toEqual(['messages is required']);
  });

  it('explains what only a schema of the author can ask for', async () => {
    const schema = {
      type: 'object',
      properties: {
        'a/b': { type: ['string', 'null'] },
        kind: { oneOf: [{ type: 'integer' }, { type: 'number' }] },
      },
      minProperties: 3,
      propertyNames: { pattern: '^[a-z/]+$' },
    };

    const sentences = await rawProblems(schema, { 'a/b': 1, kind: 1 });

    expect(sentences.toSorted()).toEqual([
      'input must NOT have fewer than 3 properties',
      'input["a/b"] must be a string or null (it is a number)',
      'kind fits more than one of its forms',
    ]);
  });

  it('of a schema that is none is a fault', async () => {
    await expect(compileSchema({ type: 'strin' })).rejects.toMatchObject({
      faults: [{ code: 'SCHEMA_INVALID' }],
    });
    await expect(compileSchema({ typ: 'string' })).rejects.toMatchObject({
      faults: [{ code: 'SCHEMA_INVALID' }],
    });
  });
});
