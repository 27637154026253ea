import { createRequire } from 'node:module';

/** Stands in the build for libphonenumber-js, a quarter of class-validator's code: it is loaded by the first number. */
export const parsePhoneNumber = (...given: unknown[]): unknown => {
  const validator = createRequire(import.meta.url).resolve('class-validator');
  return createRequire(validator)('libphonenumber-js/max').parsePhoneNumber(...given);
};
