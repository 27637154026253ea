import { expect, test } from 'vitest';
import { canonicalJson } from '../../src/services/canonical-json.js';

test.each([0, 1, 3, 16, 17, 60])('%i keys come in order, whatever order they were in', (count) => {
  const names = Array.from({ length: count }, (_, index) => `${'zZ_a9é'[index % 6]}${(index * 37) % 61}`);
  const asGiven = Object.fromEntries(names.map((name) => [name, { in: name }]));

  const text = canonicalJson(asGiven);

  const inOrder = [...names].sort().map((name) => `${JSON.stringify(name)}:{"in":${JSON.stringify(name)}}`);
  expect(text).toBe(`{${inOrder.join(',')}}`);
});

test('what is not JSON is left out, and what has its own JSON is that', () => {
  const text = canonicalJson({
    when: new Date(0),
    list: [undefined, () => 1, null, 'a"b', 1.5, false],
    none: undefined,
    work: () => 1,
    money: 12n,
    empty: {},
  });

  expect(text).toBe(
    '{"empty":{},"list":[null,null,null,"a\\"b",1.5,false],"money":"12","when":"1970-01-01T00:00:00.000Z"}',
  );
});
