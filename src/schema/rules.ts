import type { JsonSchema } from '../plugin-api/json-schema.js';
import { DATE_OR_TIME, EMAIL, IP, IPV4, IPV6, literally, TIMESTAMP, url, uuid } from './patterns.js';

/** What a rule's constraints come to in JSON Schema, or the words that say which of its options come to nothing. */
type Rule = (...constraints: never[]) => JsonSchema | string;

const text = (keywords: JsonSchema = {}): JsonSchema => ({ type: 'string', ...keywords });
const number = (keywords: JsonSchema = {}): JsonSchema => ({ type: 'number', ...keywords });
const list = (keywords: JsonSchema = {}): JsonSchema => ({ type: 'array', ...keywords });
const pattern = (source: string) => text({ pattern: source });

const isPlain = (value: unknown) =>
  value === null || ['string', 'boolean'].includes(typeof value) || Number.isFinite(value);

function choice(values: readonly unknown[], keywords: JsonSchema): JsonSchema | string {
  if (!Array.isArray(values) || values.length === 0 || !values.every(isPlain))
    return 'with values that JSON lacks';
  const types = new Set(values.map((value) => (value === null ? 'null' : typeof value)));
  return types.size === 1 ? { type: [...types][0], ...keywords } : keywords;
}

/** The names of an enum stand beside its numbers at run time; a value is only what is not such a name. */
const membersOf = (members: Record<string, unknown>) =>
  Object.entries(members)
    .filter(([key, value]) => !(typeof value === 'string' && String(members[value]) === key && key !== value))
    .map(([, value]) => value);

function onlyOptions(
  options: object | undefined,
  allowed: Record<string, readonly unknown[]>,
): string | undefined {
  const odd = Object.entries(options ?? {}).find(([name, value]) => !allowed[name]?.includes(value));
  return odd && `with ${odd[0]}: ${JSON.stringify(odd[1])}`;
}

function matches(source: RegExp | string, modifiers?: string): JsonSchema | string {
  const flags = typeof source === 'string' ? (modifiers ?? '') : source.flags;
  if (flags !== '' && flags !== 'u') return `with flags "${flags}"`;
  const body = typeof source === 'string' ? source : source.source;
  try {
    return pattern(new RegExp(body, 'u').source);
  } catch {
    return 'with a pattern that the u flag refuses';
  }
}

function isUrl(options: { protocols?: string[] } = {}): JsonSchema | string {
  const { protocols = ['http', 'https'], ...rest } = options;
  return onlyOptions(rest, { require_protocol: [true], require_tld: [false] }) ?? pattern(url(protocols));
}

const isDateString = (options?: object) =>
  onlyOptions(options, { strict: [true, false], strictSeparator: [true, false] }) ?? pattern(DATE_OR_TIME);

const isLocal = (source: string) => (locale?: string) =>
  locale === undefined || locale === 'en-US' ? pattern(source) : `with locale "${locale}"`;

const isUuid = (version: string | number | string[] = 'all') =>
  /^([1-8]|all|loose)$/.test(String(version))
    ? text({ format: 'uuid', pattern: uuid(version === 'all' ? '[1-8]' : String(version)) })
    : `with version ${JSON.stringify(version)}`;

const isIp = (version?: number | string) =>
  version === undefined
    ? pattern(IP)
    : text({ format: `ipv${version}`, pattern: String(version) === '4' ? IPV4 : IPV6 });

/** Marks a value as not empty; a string says so by its length. */
export const NOT_EMPTY = { enum: ['', null] };

/** class-validator's rules by the name that it records. What is not here, or answers with words, stops the load. */
export const RULES: Readonly<Record<string, Rule>> = {
  isDefined: () => ({}),
  isNotEmpty: () => ({ not: NOT_EMPTY }),
  equals: (value: unknown) => choice([value], { const: value }),
  notEquals: (value: unknown) =>
    isPlain(value) ? { not: { const: value } } : 'with a value that JSON lacks',
  isIn: (values: readonly unknown[]) => choice(values, { enum: values }),
  isNotIn: (values: readonly unknown[]) =>
    values.every(isPlain) ? { not: { enum: values } } : 'with values that JSON lacks',
  isEnum: (members: Record<string, unknown>) => choice(membersOf(members), { enum: membersOf(members) }),

  isBoolean: () => ({ type: 'boolean' }),
  isInt: () => ({ type: 'integer' }),
  isNumber: ({ maxDecimalPlaces: places }: { maxDecimalPlaces?: number } = {}) =>
    places === undefined ? number() : places === 0 ? { type: 'integer' } : `with maxDecimalPlaces: ${places}`,
  min: (limit: number) => number({ minimum: limit }),
  max: (limit: number) => number({ maximum: limit }),
  isPositive: () => number({ exclusiveMinimum: 0 }),
  isNegative: () => number({ exclusiveMaximum: 0 }),
  isDivisibleBy: (divisor: number) =>
    Number.isInteger(divisor) && divisor > 0 ? number({ multipleOf: divisor }) : `with ${divisor}`,

  isString: () => text(),
  isLength: (min = 0, max?: number) =>
    text({ ...(min && { minLength: min }), ...(max !== undefined && { maxLength: max }) }),
  minLength: (min: number) => text({ minLength: min }),
  maxLength: (max: number) => text({ maxLength: max }),
  matches,
  contains: (seed: string) => pattern(literally(seed)),
  notContains: (seed: string) => text({ not: { pattern: literally(seed) } }),
  isAlpha: isLocal('^[A-Za-z]+$'),
  isAlphanumeric: isLocal('^[A-Za-z0-9]+$'),
  isAscii: () => pattern('^[\\x00-\\x7F]+$'),
  isHexadecimal: () => pattern('^(?:0[xh])?[0-9A-Fa-f]+$'),
  isEmail: (options?: object) =>
    onlyOptions(options, {}) ?? text({ format: 'email', maxLength: 254, pattern: EMAIL }),
  isUuid,
  isUrl,
  isIp,
  isDateString,
  isIso8601: isDateString,
  isRFC3339: () => text({ format: 'date-time', pattern: TIMESTAMP }),

  isArray: () => list(),
  arrayMinSize: (size: number) => list({ minItems: size }),
  arrayMaxSize: (size: number) => list({ maxItems: size }),
  arrayNotEmpty: () => list({ minItems: 1 }),
  arrayUnique: () => list({ uniqueItems: true }),

  isObject: () => ({ type: 'object' }),
  isNotEmptyObject: (options?: object) =>
    onlyOptions(options, { nullable: [true] }) ?? { type: 'object', minProperties: 1 },
};

/** What to write instead of a rule that has no place in a schema. */
export const INSTEAD: Readonly<Record<string, string>> = {
  matches: 'Write a pattern without flags: character classes such as [Aa] instead of the flag i.',
  isDate: 'JSON has no dates: use @IsDateString(), and make the Date in run().',
  isNumber: 'Use @IsInt(), or @IsNumber() without options.',
  isLatitude: 'Use @IsNumber() with @Min(-90) and @Max(90).',
  isLongitude: 'Use @IsNumber() with @Min(-180) and @Max(180).',
  nestedValidation: 'Use @Nested(() => TheClass), with { each: true } for an array.',
  conditionalValidation: 'Use @IsOptional(), or @Nested with several classes and a discriminator.',
};
