import type { DefinedError } from 'ajv/dist/2020.js';
import { closest } from '../contracts/closest.js';
import type { JsonSchema } from '../plugin-api/json-schema.js';
import { IN_WORDS } from './patterns.js';
import { oneOf, pathOf, quoted, shown, step, typeOf, withArticle } from './wording.js';

const count = (number: number, noun: string) => `${number} ${noun}${number === 1 ? '' : 's'}`;

function lengthOf(text: string): number {
  let length = 0;
  for (const _ of text) length++;
  return length;
}

/** More names make no one wiser. */
const MOST_NAMED = 12;
const COMPARISONS = { '<=': 'at most', '>=': 'at least', '<': 'less than', '>': 'greater than' };

function unknownProperty(place: string, name: string, parent: JsonSchema): string {
  const names = Object.keys((parent.properties as object) ?? {});
  const near = closest(name, names);
  const unknown = `unknown property ${quoted(name)} in ${place}`;
  if (near !== undefined) return `${unknown}; did you mean ${quoted(near)}?`;
  return names.length === 0 || names.length > MOST_NAMED ? unknown : `${unknown}; known: ${names.join(', ')}`;
}

function patternInWords(pattern: string, { format }: JsonSchema): string {
  const words = IN_WORDS.get(pattern) ?? (format ? `a valid ${format}` : undefined);
  return words ? `be ${words}` : `match the pattern ${pattern}`;
}

function forbidden(place: string, value: unknown, not: JsonSchema): string {
  if ('const' in not) return `${place} must not be ${shown(not.const)}`;
  if (Array.isArray(not.enum)) return `${place} must not be ${oneOf(not.enum)} (it is ${shown(value)})`;
  if (typeof not.pattern === 'string') return `${place} must not match the pattern ${not.pattern}`;
  return `${place} has a form that is not allowed`;
}

/** One of Ajv's errors as a sentence that says what to change. */
export function sentence(error: DefinedError): string {
  const path = pathOf(error.instancePath);
  const place = path || 'input';
  const { data, parentSchema = {} } = error;
  const items = () => `it has ${(data as unknown[]).length}`;
  switch (error.keyword) {
    case 'required':
      return `${step(path, error.params.missingProperty)} is required`;
    case 'additionalProperties':
      return unknownProperty(place, error.params.additionalProperty, parentSchema);
    case 'unevaluatedProperties':
      return unknownProperty(place, error.params.unevaluatedProperty, parentSchema);
    case 'type': {
      const types = [error.params.type].flat().map(withArticle);
      const isFraction = types.includes('an integer') && typeof data === 'number';
      return `${place} must be ${types.join(' or ')} (it is ${isFraction ? data : typeOf(data)})`;
    }
    case 'enum':
      return `${place} must be one of ${oneOf(error.params.allowedValues)} (it is ${shown(data)})`;
    case 'const':
      return `${place} must be ${shown(error.params.allowedValue)} (it is ${shown(data)})`;
    case 'minimum':
    case 'maximum':
    case 'exclusiveMinimum':
    case 'exclusiveMaximum':
      return `${place} must be ${COMPARISONS[error.params.comparison]} ${error.params.limit} (it is ${data})`;
    case 'multipleOf':
      return `${place} must be a multiple of ${error.params.multipleOf} (it is ${data})`;
    case 'minLength':
    case 'maxLength': {
      const bound = error.keyword === 'minLength' ? 'at least' : 'at most';
      return `${place} must have ${bound} ${count(error.params.limit, 'character')} (it has ${lengthOf(String(data))})`;
    }
    case 'minItems':
      return `${place} must have at least ${count(error.params.limit, 'item')} (${items()})`;
    case 'maxItems':
      return `${place} must have at most ${count(error.params.limit, 'item')} (${items()})`;
    case 'uniqueItems':
      return `${place} must not repeat an item (${error.params.j} and ${error.params.i} are the same)`;
    case 'pattern':
      return `${place} must ${patternInWords(error.params.pattern, parentSchema)} (it is ${shown(data)})`;
    case 'propertyNames':
      return `${place} must not have a property ${quoted(error.params.propertyName)}`;
    case 'not':
      return forbidden(place, data, error.schema as JsonSchema);
    default:
      return `${place} ${error.message ?? `breaks the rule ${error.keyword}`}`;
  }
}
