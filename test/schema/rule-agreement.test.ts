import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { validateSync } from 'class-validator';
import { describe, expect, it } from 'vitest';
import { compileSchema } from '../../src/schema/compile-schema.js';
import { schemaOf } from '../../src/schema/schema-of.js';
import { RULE_TABLE } from './rule-table.js';

const annotating = new Ajv2020({ strict: false, validateFormats: false });
const asserting = addFormats.default(new Ajv2020({ strict: false }));

function subject(decorators: readonly PropertyDecorator[]) {
  class Subject {
    value!: unknown;
  }
  for (const decorate of decorators) decorate(Subject.prototype, 'value');
  return Subject;
}

describe.each(RULE_TABLE)('$title', ({ rules, accepts, refuses, holes = [] }) => {
  const Single = subject(rules());
  const Many = subject(rules({ each: true }));
  const cases = [
    ...accepts.map((value) => ({ value, fits: true })),
    ...refuses.map((value) => ({ value, fits: false })),
  ];
  const isHole = (value: unknown) => holes.some((hole) => JSON.stringify(hole) === JSON.stringify(value));

  it.each(cases)('says of $value, wherever it is asked: $fits', async ({ value, fits }) => {
    const schema = schemaOf(Single);

    const problems = (await compileSchema(schema))({ value });

    expect(problems.length === 0, problems.join()).toBe(fits);
    expect(annotating.validate(schema, { value })).toBe(fits);
    expect(asserting.validate(schema, { value })).toBe(fits);
  });

  it.each(cases)('says of $value among the items of an array: $fits', async ({ value, fits }) => {
    const schema = schemaOf(Many);

    const problems = (await compileSchema(schema))({ value: [value] });

    expect(problems.length === 0, problems.join()).toBe(fits);
    expect(annotating.validate(schema, { value: [value] })).toBe(fits);
    expect(annotating.validate(schema, { value: { 0: value } })).toBe(false);
  });

  it.each(cases.filter(({ value }) => !isHole(value)))(
    'agrees with class-validator on $value',
    ({ value, fits }) => {
      const single = validateSync(Object.assign(new Single(), { value }));
      const many = validateSync(Object.assign(new Many(), { value: [value] }));

      expect(single.length === 0).toBe(fits);
      expect(many.length === 0).toBe(fits);
    },
  );

  it.each(holes.map((value) => ({ value })))('still differs from class-validator on $value', ({ value }) => {
    const errors = validateSync(Object.assign(new Single(), { value }));

    expect(errors.length === 0).not.toBe(annotating.validate(schemaOf(Single), { value }));
  });
});
