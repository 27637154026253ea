import type { JsonSchema } from '../../src/plugin-api/json-schema.js';

const objectForm = (schema: JsonSchema): JsonSchema =>
  ((schema.anyOf ?? []) as JsonSchema[]).find(({ type }) => type === 'object') ?? schema;

const typeOf = ({ type, enum: values, items, anyOf }: JsonSchema): string => {
  if (Array.isArray(values)) return values.map((value) => `\`${value}\``).join(' ');
  if (Array.isArray(anyOf)) return anyOf.map(typeOf).join(' or ');
  if (type === 'array') return `list of ${typeOf(items as JsonSchema)}`;
  return String(type);
};

const defaultOf = (schema: JsonSchema): string =>
  'default' in schema ? `\`${JSON.stringify(schema.default)}\`` : '';

/** The rows of the table of keys: path, type, default and meaning. */
export function configRows(schema: JsonSchema, path = ''): string[] {
  return Object.entries((schema.properties ?? {}) as Record<string, JsonSchema>).flatMap(
    ([name, property]) => {
      const place = `${path}${name}`;
      const entries = property.additionalProperties;
      const items = property.items as JsonSchema | undefined;
      if (property.properties) return configRows(property, `${place}.`);
      const type = entries ? `object of ${typeOf(entries as JsonSchema)}` : typeOf(property);
      return [
        `| \`${place}\` | ${type} | ${defaultOf(property)} | ${property.description} |`,
        ...(entries ? configRows(objectForm(entries as JsonSchema), `${place}.<name>.`) : []),
        ...(items ? configRows(items, `${place}[].`) : []),
      ];
    },
  );
}

/** The rows of the table of settings of one plugin. */
export const settingsRows = ({ name, settingsSchema }: { name: string; settingsSchema?: JsonSchema }) =>
  Object.entries((settingsSchema?.properties ?? {}) as Record<string, JsonSchema>).map(
    ([setting, schema]) => `| \`${name}\` | \`${setting}\` | ${defaultOf(schema)} | ${schema.description} |`,
  );
