import { expect, test } from 'vitest';
import { packageRoot } from '../../src/config/package-root.js';

test("the host's copy of class-validator knows phone numbers", async () => {
  const { isPhoneNumber } = await import(`${packageRoot()}/dist/class-validator.js`);

  expect(['+49 30 123456', '12'].map((number) => isPhoneNumber(number))).toEqual([true, false]);
  expect(isPhoneNumber('(213) 373-4253', 'US')).toBe(true);
});
