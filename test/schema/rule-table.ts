import * as rules from 'class-validator';

enum Size {
  Small = 1,
  Large = 2,
}

enum Tone {
  Warm = 'warm',
  Cold = 'cold',
}

/** A rule, what it accepts and what it refuses. `holes`: values on which class-validator itself is known to differ. */
export interface RuleRow {
  title: string;
  rules: (each?: rules.ValidationOptions) => PropertyDecorator[];
  accepts: unknown[];
  refuses: unknown[];
  holes?: unknown[];
}

const row = (
  title: string,
  makes: RuleRow['rules'],
  accepts: unknown[],
  refuses: unknown[],
  holes?: unknown[],
): RuleRow => ({ title, rules: makes, accepts, refuses, holes });

const UUID4 = '9f0d2a8e-6b1c-4c7e-9a55-0d6f1e2b3c4d';
const NIL = '00000000-0000-0000-0000-000000000000';

export const RULE_TABLE: readonly RuleRow[] = [
  row('IsString', (o) => [rules.IsString(o)], ['', 'a', '😀'], [1, true, null, [], {}]),
  row('IsBoolean', (o) => [rules.IsBoolean(o)], [true, false], ['true', 0, null]),
  row('IsInt', (o) => [rules.IsInt(o)], [0, -3, 2.0, 1e21], [1.5, '1', null, true]),
  row('IsNumber', (o) => [rules.IsNumber({}, o)], [0, -3.25], ['1', null, false, []]),
  row('IsNumber without decimals', (o) => [rules.IsNumber({ maxDecimalPlaces: 0 }, o)], [4], [4.5, '4']),
  row('Min and Max', (o) => [rules.Min(1, o), rules.Max(10, o)], [1, 5.5, 10], [0.99, 10.01, '5', null]),
  row('IsInt with Min', (o) => [rules.IsInt(o), rules.Min(1, o)], [1], [0, 1.5]),
  row('IsNumber with IsInt', (o) => [rules.IsNumber({}, o), rules.IsInt(o)], [1], [1.5]),
  row('two Min', (o) => [rules.Min(1, o), rules.Min(5, o)], [5], [1, 4]),
  row('IsPositive', (o) => [rules.IsPositive(o)], [0.1], [0, -1, '1']),
  row('IsNegative', (o) => [rules.IsNegative(o)], [-0.1], [0, 1, null]),
  row('IsDivisibleBy', (o) => [rules.IsDivisibleBy(64, o)], [0, 64, 1024], [63, 1, '64']),
  row('MinLength', (o) => [rules.MinLength(2, o)], ['ab', '😀😀'], ['', 'a', '😀', 12]),
  row('MaxLength', (o) => [rules.MaxLength(2, o)], ['', 'ab', '😀😀'], ['abc', 1, null]),
  row('Length', (o) => [rules.IsString(o), rules.Length(1, 3, o)], ['a', 'abc'], ['', 'abcd', 5]),
  // class-validator does not count a variation selector.
  row('Length of an emoji with a selector', (o) => [rules.Length(1, 1, o)], ['a'], ['❤️'], ['❤️']),
  row('Length without an upper bound', (o) => [rules.Length(2, undefined, o)], ['ab', 'abc'], ['a']),
  row('IsNotEmpty of a string', (o) => [rules.IsString(o), rules.IsNotEmpty(o)], [' ', 'a'], ['', null, 0]),
  row('IsNotEmpty of a number', (o) => [rules.IsNumber({}, o), rules.IsNotEmpty(o)], [0], ['', null]),
  row('IsDefined', (o) => [rules.IsString(o), rules.IsDefined(o)], [''], [null]),
  row('Matches', (o) => [rules.Matches(/^[a-z]+-\d$/, o)], ['ab-1'], ['ab', 'AB-1', 1]),
  row('Matches with the flag u', (o) => [rules.Matches(/^\p{Lu}/u, o)], ['Éa'], ['éa']),
  row('Matches of a pattern in a string', (o) => [rules.Matches('^a+$', '', o)], ['aa'], ['b', 'ab']),
  row('two Matches', (o) => [rules.Matches(/^a/, o), rules.Matches(/z$/, o)], ['az'], ['a', 'z']),
  row('Contains', (o) => [rules.Contains('a.b(c)', o)], ['xa.b(c)y'], ['axb(c)', '']),
  row('NotContains', (o) => [rules.NotContains('.', o)], ['', 'ab'], ['a.b', 1]),
  row('IsAlpha', (o) => [rules.IsAlpha(undefined, o)], ['abC'], ['', 'ab1', 'é']),
  row('IsAlphanumeric', (o) => [rules.IsAlphanumeric(undefined, o)], ['ab1'], ['a b', '']),
  row('IsAscii', (o) => [rules.IsAscii(o)], ['a b~'], ['é', '']),
  row('IsHexadecimal', (o) => [rules.IsHexadecimal(o)], ['0xFf', 'a0'], ['g', '']),
  row(
    'IsEmail',
    (o) => [rules.IsEmail({}, o)],
    ['a@example.com', 'first.last+tag@mail.example.co', "o'neil@a-b.org"],
    [
      'a',
      '@example.com',
      'a@b',
      'a b@example.com',
      'a..b@example.com',
      'a@-b.com',
      `${'a'.repeat(64)}@${'b.'.repeat(100)}com`,
    ],
  ),
  row(
    'IsEmail beyond ASCII',
    (o) => [rules.IsEmail({}, o)],
    ['a@b.co'],
    ['ü@b.co', '"a b"@b.co'],
    ['ü@b.co', '"a b"@b.co'],
  ),
  row(
    'IsUUID',
    (o) => [rules.IsUUID(undefined, o)],
    [UUID4, UUID4.toUpperCase()],
    ['', 'x', UUID4.slice(1), `${UUID4}0`, UUID4.replaceAll('-', '')],
  ),
  row('IsUUID of nil', (o) => [rules.IsUUID('all', o)], [UUID4], [NIL], [NIL]),
  row('IsUUID of version 4', (o) => [rules.IsUUID('4', o)], [UUID4], [UUID4.replace('-4', '-1'), NIL]),
  row('IsUUID, loose', (o) => [rules.IsUUID('loose', o)], [UUID4, NIL], ['x']),
  row(
    'IsUrl',
    (o) => [rules.IsUrl({}, o)],
    ['https://example.com', 'http://example.com:8080/a?b=c#d', 'https://example.com/ü'],
    ['', 'example', 'mailto:a@b.co', 'javascript:alert(1)', 'https://', 'https:///x', 'http://a b.com'],
  ),
  // class-validator takes hosts without a scheme and refuses hosts without a dot.
  row(
    'IsUrl at its edges',
    (o) => [rules.IsUrl({}, o)],
    ['http://localhost/x'],
    ['example.com'],
    ['http://localhost/x', 'example.com'],
  ),
  row(
    'IsUrl with protocols',
    (o) => [rules.IsUrl({ protocols: ['https'], require_protocol: true, require_tld: false }, o)],
    ['https://localhost'],
    ['http://localhost', 'ftp://a.b'],
  ),
  row(
    'IsIP of version 4',
    (o) => [rules.IsIP(4, o)],
    ['127.0.0.1', '255.255.255.255'],
    ['256.1.1.1', '1.2.3', '::1', '01.2.3.4'],
  ),
  row(
    'IsIP of version 6',
    (o) => [rules.IsIP(6, o)],
    ['::', '::1', '2001:db8::8a2e:370:7334', 'a:b:c:d:e:f:1:2', 'a:b:c:d:e:f:1::', '::a:b:c:d:e:f:1'],
    ['1.2.3.4', ':::', 'a:b', 'a::b::c', 'a:b:c:d:e:f:1:2:3', 'g::', 'a:b:c:d:e:f:1::2:3', '12345::'],
  ),
  row('IsIP', (o) => [rules.IsIP(undefined, o)], ['1.2.3.4', '::1'], ['1.2.3', 'x']),
  row(
    'IsDateString',
    (o) => [rules.IsDateString({ strict: true }, o)],
    ['2026-01-01', '2024-02-29', '2026-01-01T00:00:00Z', '2026-12-31T23:59:59.123+02:00', '2026-01-01T10:30'],
    ['', 'tomorrow', '2026-13-01', '2025-02-29', '2026-04-31', '01.02.2026', '2026-01-01T25:00:00Z'],
  ),
  // Week dates, ordinal dates and the compact form are ISO 8601 too; the schema asks for the common form.
  row(
    'IsISO8601',
    (o) => [rules.IsISO8601({}, o)],
    ['2026-01-01'],
    ['x', '20260101', '2026-W01-1'],
    ['20260101', '2026-W01-1'],
  ),
  row(
    'IsRFC3339',
    (o) => [rules.IsRFC3339(o)],
    ['2026-01-01T00:00:00Z', '2026-01-01T00:00:00.5-08:00'],
    ['2026-01-01', '2026-01-01T00:00:00', 'x'],
  ),
  row(
    'IsRFC3339 of a day that is none',
    (o) => [rules.IsRFC3339(o)],
    ['2024-02-29T00:00:00Z'],
    ['2025-02-29T00:00:00Z'],
    ['2025-02-29T00:00:00Z'],
  ),
  row('IsIn', (o) => [rules.IsIn(['a', 'b'], o)], ['a', 'b'], ['c', 'A', '', 1, null]),
  row('IsIn of mixed values', (o) => [rules.IsIn([1, 'a', null], o)], [1, 'a', null], ['1', 2, false]),
  row('IsNotIn', (o) => [rules.IsString(o), rules.IsNotIn(['a'], o)], ['b', ''], ['a']),
  row('IsEnum of strings', (o) => [rules.IsEnum(Tone, o)], ['warm', 'cold'], ['Warm', '', 0]),
  // class-validator accepts the names, which TypeScript's reverse mapping puts among the values.
  row('IsEnum of numbers', (o) => [rules.IsEnum(Size, o)], [1, 2], [0, '1', 'Small'], ['Small']),
  row('Equals', (o) => [rules.Equals('text', o)], ['text'], ['Text', '', null]),
  row('Equals of a number', (o) => [rules.Equals(3, o)], [3], ['3', 4]),
  row('NotEquals', (o) => [rules.IsString(o), rules.NotEquals('a', o)], ['b'], ['a']),
  row('IsArray', (o) => [rules.IsArray(o)], [[], [1, 'a', null]], [{}, 'a', null, { length: 1 }]),
  row('ArrayMinSize', (o) => [rules.ArrayMinSize(2, o)], [[1, 2]], [[], [1], 'ab']),
  row('ArrayMaxSize', (o) => [rules.ArrayMaxSize(2, o)], [[], [1, 2]], [[1, 2, 3], 'a']),
  row('ArrayNotEmpty', (o) => [rules.ArrayNotEmpty(o)], [[null]], [[], {}]),
  row(
    'ArrayUnique',
    (o) => [rules.ArrayUnique(o)],
    [[], [1, '1', true], [[1], [2]]],
    [[1, 1], ['a', 'b', 'a'], 'aa'],
  ),
  // class-validator compares objects by reference, so two that are alike are different to it.
  row(
    'ArrayUnique of objects',
    (o) => [rules.ArrayUnique(o)],
    [[{ a: 1 }, { a: 2 }]],
    [
      [
        { a: 1, b: 2 },
        { b: 2, a: 1 },
      ],
    ],
    [
      [
        { a: 1, b: 2 },
        { b: 2, a: 1 },
      ],
    ],
  ),
  row('IsObject', (o) => [rules.IsObject(o)], [{}, { a: 1 }], [[], 'a', null, 1]),
  row('IsNotEmptyObject', (o) => [rules.IsNotEmptyObject({}, o)], [{ a: null }], [{}, [], null]),
];
