const FORMATS = new Map([
  ['date-time', '2026-01-01T12:00:00Z'],
  ['date', '2026-01-01'],
  ['time', '12:00:00Z'],
  ['duration', 'PT1H'],
  ['email', 'someone@example.com'],
  ['hostname', 'example.com'],
  ['ipv4', '192.0.2.1'],
  ['ipv6', '2001:db8::1'],
  ['uri', 'https://example.com/'],
  ['uuid', '00000000-0000-4000-8000-000000000000'],
]);

/** Tried in turn against a pattern; a pattern that fits none of them gets a text that doesn't fit it. */
const USUAL = [
  ...[
    'a',
    'ab',
    'abc',
    'abcd',
    'sandbox',
    'A',
    'AB',
    'ABC',
    'ABCD',
    '1',
    '12',
    '123',
    '1234',
    '12345',
    'A1',
    'AB12',
  ],
  ...[
    'AB-12',
    'ABC-123',
    'a-b',
    'a_b',
    '#a1b2c3',
    '+15550100',
    '555-0100',
    '12:00',
    '1.0',
    '1.0.0',
    '$1.00',
    'NO_VALUE',
  ],
];

export interface TextRules {
  format?: string;
  pattern?: string;
  minLength?: number;
  maxLength?: number;
}

export const exampleText = (rules: TextRules, name: string): string => {
  const { minLength = 0, maxLength = Number.POSITIVE_INFINITY } = rules;
  const text = FORMATS.get(rules.format ?? '') ?? `sandbox ${name}`;
  const fitted = text.padEnd(minLength, '.').slice(0, maxLength);
  if (rules.pattern === undefined) return fitted;
  const pattern = new RegExp(rules.pattern, 'u');
  const fits = (one: string) => pattern.test(one) && one.length >= minLength && one.length <= maxLength;
  return [fitted, ...USUAL, ...FORMATS.values()].find(fits) ?? fitted;
};
