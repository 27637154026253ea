import * as rules from 'class-validator';
import { test } from 'vitest';
import { compileSchema } from '../../src/schema/compile-schema.js';
import { schemaOf } from '../../src/schema/schema-of.js';
test('redos', async () => {
  const pats: [string, PropertyDecorator, string[]][] = [
    ['email', rules.IsEmail(), ['a'.repeat(5e6), 'a@' + 'a.'.repeat(2.5e6), 'a@' + 'a'.repeat(5e6), 'a@' + 'a-'.repeat(2.5e6), 'a.'.repeat(2.5e6)]],
    ['url', rules.IsUrl(), ['http://' + 'a'.repeat(5e6) + ' ']],
    ['ip6', rules.IsIP(6), [':'.repeat(5e6), 'a:'.repeat(2.5e6), '1'.repeat(5e6), ':1'.repeat(2.5e6), ('1'.repeat(50)+':').repeat(1e5)]],
    ['date', rules.IsDateString(), ['2026-01-01T00:00:00.' + '1'.repeat(5e6)]],
    ['ascii', rules.IsAscii(), ['a'.repeat(5e6) + 'é']],
    ['hex', rules.IsHexadecimal(), ['a'.repeat(5e6) + 'x']],
    ['uuid', rules.IsUUID(), ['a'.repeat(5e6) + 'x']],
  ];
  for (const [n, d, vs] of pats) {
    class S { v!: unknown }
    d(S.prototype, 'v');
    const c = await compileSchema(schemaOf(S));
    for (const v of vs) { const t = performance.now(); const p = c({ v }); console.log(n, v.slice(0, 10), (performance.now() - t).toFixed(0), p.join('|').slice(0, 120)); }
  }
});
