import { badRequest } from '../api-error.js';
import type { WireJson } from '../wire-json.js';

const MOST_KEYS = 16;
const LONGEST_KEY = 64;
const LONGEST_VALUE = 512;

/** Refuses attributes or metadata that the real API refuses. @param name of the parameter. */
export function refuseAttributes(given: unknown, name: string, valueTypes: readonly string[]): void {
  if (given === undefined || given === null) return;
  if (typeof given !== 'object' || Array.isArray(given))
    throw badRequest(`Invalid type for '${name}': expected an object.`, name, 'invalid_type');
  const entries = Object.entries(given);
  if (entries.length > MOST_KEYS)
    throw badRequest(
      `Invalid '${name}': too many properties. Expected an object with at most ${MOST_KEYS} properties, but got an object with ${entries.length} properties instead.`,
      name,
      'object_above_max_properties',
    );
  for (const [key, value] of entries) {
    const param = `${name}.${key.slice(0, LONGEST_KEY)}`;
    if (!valueTypes.includes(typeof value))
      throw badRequest(`Invalid type for '${param}': got ${typeof value}.`, param, 'invalid_type');
    refuseLong(key, LONGEST_KEY, name);
    if (typeof value === 'string') refuseLong(value, LONGEST_VALUE, param);
  }
}

function refuseLong(text: string, most: number, param: string): void {
  if (text.length > most)
    throw badRequest(
      `Invalid '${param}': string too long. Expected a string with maximum length ${most}, but got a string with length ${text.length} instead.`,
      param,
      'string_above_max_length',
    );
}

const COMPARE: Record<string, (have: WireJson, wanted: WireJson) => boolean> = {
  eq: (have, wanted) => have === wanted,
  ne: (have, wanted) => have !== wanted,
  gt: (have, wanted) => typeof have === typeof wanted && have > wanted,
  gte: (have, wanted) => typeof have === typeof wanted && have >= wanted,
  lt: (have, wanted) => typeof have === typeof wanted && have < wanted,
  lte: (have, wanted) => typeof have === typeof wanted && have <= wanted,
  in: (have, wanted) => Array.isArray(wanted) && wanted.includes(have),
  nin: (have, wanted) => Array.isArray(wanted) && !wanted.includes(have),
};

/** Whether a file's attributes pass a filter. */
export function passes(attributes: Record<string, unknown>, filter: WireJson): boolean {
  if (filter === undefined || filter === null) return true;
  if (filter.type === 'and' || filter.type === 'or') {
    if (!Array.isArray(filter.filters))
      throw badRequest(
        "Missing required parameter: 'filters.filters'.",
        'filters',
        'missing_required_parameter',
      );
    return filter.type === 'and'
      ? filter.filters.every((each: WireJson) => passes(attributes, each))
      : filter.filters.some((each: WireJson) => passes(attributes, each));
  }
  const compare = COMPARE[filter.type];
  if (compare === undefined)
    throw badRequest(
      `Invalid value: '${filter.type}'. Supported values are: 'eq', 'ne', 'gt', 'gte', 'lt', 'lte', 'in', 'nin', 'and' and 'or'.`,
      'filters.type',
      'invalid_value',
    );
  return compare(attributes[filter.key], filter.value);
}
