import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import * as rules from 'class-validator';
import { describe, expect, it } from 'vitest';
import { Nested, RecordOf, Schema } from '../../src/plugin-api/property.js';
import { compileSchema } from '../../src/schema/compile-schema.js';
import { hydrate } from '../../src/schema/hydrate.js';
import { schemaOf } from '../../src/schema/schema-of.js';

class Node {
  @rules.IsOptional()
  @Nested(() => Node)
  next?: Node;

  @rules.IsOptional()
  @rules.IsString()
  @rules.MaxLength(10)
  name?: string;

  @rules.IsOptional()
  @rules.IsEmail()
  email?: string;

  @rules.IsOptional()
  @rules.IsUrl()
  url?: string;

  @rules.IsOptional()
  @rules.IsInt({ each: true })
  numbers?: number[];

  @rules.IsOptional()
  @RecordOf('any')
  record?: Record<string, unknown>;

  @rules.IsOptional()
  @Schema({ type: 'array', uniqueItems: true, items: { type: 'object' } })
  unique?: object[];
}

const check = await compileSchema(schemaOf(Node));

const nested = (depth: number, key: string, end = '{}') =>
  `{"${key}":`.repeat(depth) + end + '}'.repeat(depth);

const KNOWN = 'next, name, email, url, numbers, record, unique';

describe('a hostile input', () => {
  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])(
    'with the property %s is refused by its name',
    (key) => {
      const value = JSON.parse(`{"${key}":{"polluted":true},"next":{"${key}":1}}`);

      const problems = check(value);

      expect(problems).toEqual([
        `unknown property "${key}" in input; known: ${KNOWN}`,
        `unknown property "${key}" in next; known: ${KNOWN}`,
      ]);
    },
  );

  it.each(['toString', 'constructor'])('does not meet a required %s by what it inherits', async (key) => {
    const required = await compileSchema({ type: 'object', properties: { [key]: {} }, required: [key] });

    expect(required({})).toEqual([`${key} is required`]);
  });

  it('keeps __proto__ in a record as a property and no prototype', () => {
    const value = JSON.parse('{"record":{"__proto__":{"polluted":true}}}');

    const problems = check(value);
    const node = hydrate(Node, value);

    expect(problems).toEqual([]);
    expect(Object.getPrototypeOf(node.record)).toBe(Object.prototype);
    expect(Object.keys(node.record ?? {})).toEqual(['__proto__']);
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });

  it('of 10,000 levels is refused, whether the schema looks into it or not', () => {
    const followed = JSON.parse(nested(10_000, 'next'));
    const ignored = { record: JSON.parse(nested(10_000, 'a')) };
    const array = { record: { a: JSON.parse('['.repeat(10_000) + ']'.repeat(10_000)) } };

    const refusals = [followed, ignored, array].map(check);

    expect(refusals).toEqual(Array(3).fill(['input is nested more than 256 levels deep']));
  });

  it('of 200 levels is checked and constructed', () => {
    const value = JSON.parse(nested(200, 'next'));

    const problems = check(value);

    expect(problems).toEqual([]);
    expect(hydrate(Node, value).next?.next).toBeInstanceOf(Node);
  });

  it('with a string of 5 MB is refused in a short sentence', () => {
    const text = 'x'.repeat(5_000_000);

    const problems = check({
      name: text,
      email: `${'a.'.repeat(2_500_000)}@`,
      url: `ftp://${text}`,
      [text]: 1,
    });

    expect(problems.toSorted()).toEqual([
      expect.stringMatching(/^email must be an email address \(it is "(a\.){30}…"\)$/),
      'email must have at most 254 characters (it has 5000001)',
      'name must have at most 10 characters (it has 5000000)',
      expect.stringMatching(/^unknown property "x{60}…" in input; known: next, /),
      expect.stringMatching(/^url must be a URL .* \(it is "ftp:\/\/x{54}…"\)$/),
    ]);
  });

  it('with 100,000 items, good or bad, is answered in few sentences', () => {
    const good = check({ numbers: Array(100_000).fill(1) });
    const bad = check({ numbers: Array(100_000).fill('x') });

    expect(good).toEqual([]);
    expect(bad).toHaveLength(21);
    expect(bad.at(-1)).toBe('and 99980 more');
  });

  it('with 100,000 objects that must differ is compared in one pass', () => {
    const unique = Array.from({ length: 100_000 }, (_, id) => ({ id }));

    expect(check({ unique })).toEqual([]);
    expect(check({ unique: [...unique, { id: 7 }] })).toEqual([
      'unique must not repeat an item (7 and 100000 are the same)',
    ]);
  });
});

const NEAR_MISSES: [string, PropertyDecorator, string][] = [
  ['IsUrl', rules.IsUrl(), `https://${'a'.repeat(5_000_000)} `],
  ['IsEmail with a long domain', rules.IsEmail(), `a@${'a-.'.repeat(1_500_000)}`],
  ['IsEmail with a long name', rules.IsEmail(), 'a.'.repeat(2_500_000)],
  ['IsIP of colons', rules.IsIP(), ':'.repeat(5_000_000)],
  ['IsIP of groups', rules.IsIP(), 'a:'.repeat(2_500_000)],
  ['IsDateString', rules.IsDateString(), `2026-01-01T00:00:00.${'1'.repeat(5_000_000)}x`],
  ['IsAscii', rules.IsAscii(), `${'a'.repeat(5_000_000)}é`],
  ['IsHexadecimal', rules.IsHexadecimal(), `${'a'.repeat(5_000_000)}x`],
  ['IsUUID', rules.IsUUID(), 'a'.repeat(5_000_000)],
];

describe('5 MB that almost match', () => {
  it.each(NEAR_MISSES)('%s are refused in linear time', async (_title, decorate, value) => {
    class Subject {
      value!: string;
    }
    decorate(Subject.prototype, 'value');
    const problems = (await compileSchema(schemaOf(Subject)))({ value });

    expect(problems).not.toEqual([]);
  });
});

describe('compile-schema', () => {
  it('loads neither Ajv nor class-validator until it is called', () => {
    const file = fileURLToPath(new URL('../../src/schema/compile-schema.ts', import.meta.url));
    const script = `
      const { registerHooks } = await import('node:module');
      const loaded = [];
      registerHooks({
        resolve(name, context, next) {
          loaded.push(name);
          return next(name.endsWith('.js') && name.startsWith('.') ? name.replace(/\\.js$/, '.ts') : name, context);
        },
      });
      await import(${JSON.stringify(file)});
      console.log(JSON.stringify(loaded));`;

    const { stdout } = spawnSync(
      process.execPath,
      ['--experimental-transform-types', '--input-type=module', '-e', script],
      {
        encoding: 'utf8',
      },
    );

    const loaded: string[] = JSON.parse(stdout);
    expect(loaded).toContain('./nesting.js');
    expect(loaded.filter((name) => /ajv|class-validator|levenshtein/.test(name))).toEqual([]);
  });
});
