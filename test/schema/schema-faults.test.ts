import * as rules from 'class-validator';
import { describe, expect, it } from 'vitest';
import { FaultError } from '../../src/contracts/fault.js';
import type { Shape } from '../../src/plugin-api/json-schema.js';
import { Describe, Nested } from '../../src/plugin-api/property.js';
import { schemaOf } from '../../src/schema/schema-of.js';

function faultsOf(shape: Shape) {
  try {
    schemaOf(shape);
  } catch (error) {
    if (error instanceof FaultError) return error.faults;
    throw error;
  }
  return [];
}

function subject(...decorators: PropertyDecorator[]) {
  class Subject {
    value!: unknown;
  }
  for (const decorate of decorators) decorate(Subject.prototype, 'value');
  return Subject;
}

@rules.ValidatorConstraint({ name: 'isPrime' })
class IsPrime implements rules.ValidatorConstraintInterface {
  validate() {
    return true;
  }
}

const UNSUPPORTED: [string, PropertyDecorator, string][] = [
  ['Matches with a flag', rules.Matches(/a/i), '@matches with flags "i"'],
  ['a flag in its own argument', rules.Matches('a', 'i'), '@matches with flags "i"'],
  [
    'a pattern that needs the old grammar',
    rules.Matches('a\\-b', ''),
    '@matches with a pattern that the u flag refuses',
  ],
  ['IsDate', rules.IsDate(), '@isDate'],
  ['decimal places', rules.IsNumber({ maxDecimalPlaces: 2 }), '@isNumber with maxDecimalPlaces: 2'],
  ['a fraction to divide by', rules.IsDivisibleBy(0.5), '@isDivisibleBy with 0.5'],
  ['a locale', rules.IsAlpha('de-DE'), '@isAlpha with locale "de-DE"'],
  ['an option of IsEmail', rules.IsEmail({ require_tld: false }), '@isEmail with require_tld: false'],
  ['an option of IsUrl', rules.IsUrl({ require_port: true }), '@isUrl with require_port: true'],
  ['several versions of IsUUID', rules.IsUUID(['1', '4']), '@isUuid with version ["1","4"]'],
  ['IsIn with objects', rules.IsIn([{}]), '@isIn with values that JSON lacks'],
  [
    'a function to compare by',
    rules.ArrayUnique((item) => item.id),
    '@arrayUnique with a function to compare by',
  ],
  ['groups', rules.IsString({ groups: ['a', 'b'] }), '@isString in the groups a, b'],
  ['validateIf', rules.IsString({ validateIf: () => true }), '@isString with validateIf'],
  ['ValidateIf', rules.ValidateIf(() => true), '@conditionalValidation'],
  ['ValidateNested alone', rules.ValidateNested(), '@nestedValidation'],
  ['a custom class', rules.Validate(IsPrime), '@IsPrime'],
  [
    'a custom rule',
    rules.ValidateBy({ name: 'constructor', validator: { validate: () => true } }),
    '@constructor',
  ],
  ['a rule that nobody mapped', rules.IsIBAN(), '@isIBAN'],
];

describe('schemaOf refuses', () => {
  it.each(UNSUPPORTED)('%s', (_title, decorate, words) => {
    const [fault, ...others] = faultsOf(subject(decorate));

    expect(others).toEqual([]);
    expect(fault).toMatchObject({
      code: 'SCHEMA_RULE_UNSUPPORTED',
      message: `Subject.value: the rule ${words} has no JSON Schema.`,
      hint: expect.stringMatching(/@|pattern/),
    });
  });

  it('every unsupported rule of a class and its nested classes at once', () => {
    class Inner {
      @rules.IsIBAN()
      account!: string;
    }
    class Outer {
      @rules.Matches(/x/i)
      prompt!: string;

      @rules.IsDate()
      when!: Date;

      @Nested(() => Inner)
      inner!: Inner;
    }

    const faults = faultsOf(Outer);

    expect(faults.map((fault) => fault.message)).toEqual([
      'Outer.prompt: the rule @matches with flags "i" has no JSON Schema.',
      'Outer.when: the rule @isDate has no JSON Schema.',
      'Inner.account: the rule @isIBAN has no JSON Schema.',
    ]);
  });

  it('a property whose type nothing tells', () => {
    class Unclear {
      @Describe('Anything?')
      value!: string | number;

      @rules.IsOptional()
      list?: string[];
    }

    const faults = faultsOf(Unclear);

    expect(faults.map(({ code, message }) => `${code} ${message}`)).toEqual([
      "SCHEMA_TYPE_UNKNOWN Unclear.value: its type can't be told (the compiler recorded Object).",
      "SCHEMA_TYPE_UNKNOWN Unclear.list: its type can't be told (the compiler recorded Array).",
    ]);
    expect(faults[0]?.hint).toMatch(/import type.*@Union/);
  });

  it('a nested class that was not there when it was asked for', () => {
    const fault = faultsOf(subject(Nested(() => undefined as never)))[0];

    expect(fault).toMatchObject({
      code: 'SCHEMA_TYPE_UNKNOWN',
      message: 'Subject.value: the nested class is undefined.',
    });
  });

  it('classes that share the value of their discriminator, or have none', () => {
    class A {
      @rules.Equals('a')
      type!: string;
    }
    class AlsoA {
      @rules.Equals('a')
      type!: string;
    }
    class Vague {
      @rules.IsString()
      type!: string;
    }

    const faults = faultsOf(subject(Nested(() => [A, AlsoA, Vague], { discriminator: 'type' })));

    expect(faults.map((fault) => fault.message)).toEqual([
      'Subject.value: AlsoA has no value of its own for the discriminator type.',
      'Subject.value: Vague has no value of its own for the discriminator type.',
    ]);
  });

  it('a class that needs constructor arguments', () => {
    class Needy {
      constructor(readonly text: string) {
        text.trim();
      }
    }

    expect(faultsOf(Needy as Shape)[0]?.code).toBe('SCHEMA_CLASS_UNBUILDABLE');
  });
});
