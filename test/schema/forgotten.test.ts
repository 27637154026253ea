import { IsString, Max } from 'class-validator';
import { expect, test } from 'vitest';
import { forgetSchema, schemaOf } from '../../src/schema/schema-of.js';

test('a class that was forgotten is read anew, and no other', () => {
  class Gone {
    @IsString()
    name!: string;
  }
  class Kept {
    @IsString()
    name!: string;
  }
  const [gone, kept] = [schemaOf(Gone), schemaOf(Kept)];
  Max(3)(Gone.prototype, 'floor');
  Max(3)(Kept.prototype, 'floor');

  forgetSchema(Gone);

  expect(schemaOf(Gone)).not.toBe(gone);
  expect(schemaOf(Gone).properties).toHaveProperty('floor');
  expect(schemaOf(Kept)).toBe(kept);
});
