import type { JsonSchema } from '../plugin-api/json-schema.js';
import type { Complaint, Rule } from './rule.js';

interface Property {
  path: string;
  schema: JsonSchema;
}

/** Rules about what a caller may send and an operator may set. */
export const inputRules: readonly Rule[] = [
  {
    id: 'input/described',
    level: 'advice',
    check: ({ described }) =>
      (described?.tools ?? []).flatMap(({ name, inputSchema }) => undescribed(inputSchema, name)),
  },
  {
    id: 'input/strict',
    level: 'advice',
    check: ({ described, sources }) => {
      // What is open in the listing is checked there.
      if (sources.some(({ text }) => /\bShapes\b/.test(text))) return [];
      return (described?.tools ?? []).flatMap(({ name, inputSchema }) => {
        const open = propertiesOf(inputSchema).filter(({ schema }) => isOpen(schema));
        if (open.length === 0) return [];
        const message = `What ${name} takes in ${pathsOf(open)} may be anything, so a mistake is found late or never.`;
        return [
          { message, hint: 'Describe it with @Nested or @RecordOf, or check it with the injected Shapes.' },
        ];
      });
    },
  },
  {
    id: 'settings/described',
    level: 'advice',
    check: ({ described }) => undescribed(described?.settingsSchema ?? {}, 'The settings'),
  },
];

function undescribed(schema: JsonSchema, owner: string): Complaint[] {
  const silent = propertiesOf(schema).filter(isSilent);
  if (silent.length === 0) return [];
  const message = `${owner}: without a description ${silent.length === 1 ? 'is' : 'are'} ${pathsOf(silent)}.`;
  return [{ message, hint: 'Say what it means with @Describe, unless the name says all.' }];
}

const pathsOf = (properties: readonly Property[]): string =>
  [...new Set(properties.map(({ path }) => path))].join(', ');

/** A fixed or listed value says itself what it is. */
const isSilent = ({ schema }: Property): boolean =>
  !['description', 'enum', 'const', '$ref', 'anyOf', 'oneOf'].some((keyword) => keyword in schema);

const OPEN_KEYWORDS = [
  'properties',
  'additionalProperties',
  '$ref',
  'anyOf',
  'oneOf',
  'allOf',
  'enum',
  'const',
];

function isOpen(schema: JsonSchema): boolean {
  const { type, items } = schema;
  if (type === 'array') return typeof items !== 'object' || items === null || isOpen(items as JsonSchema);
  if (type !== undefined && type !== 'object') return false;
  return !OPEN_KEYWORDS.some((keyword) => keyword in schema);
}

/** Every property of a schema, those of nested objects too, by its path. */
function propertiesOf(schema: JsonSchema, prefix = ''): Property[] {
  const definitions = Object.values((schema.$defs ?? {}) as Record<string, JsonSchema>);
  const properties = Object.entries((schema.properties ?? {}) as Record<string, JsonSchema>);
  return [
    ...properties.flatMap(([name, each]) => [
      { path: `${prefix}${name}`, schema: each },
      ...propertiesOf(each, `${prefix}${name}.`),
      ...propertiesOf((each.items ?? {}) as JsonSchema, `${prefix}${name}[].`),
    ]),
    ...definitions.flatMap((definition) => propertiesOf(definition, prefix)),
  ];
}
