import { FaultError } from '../contracts/fault.js';
import type { JsonSchema, Shape } from '../plugin-api/json-schema.js';
import { ToolError } from '../plugin-api/tool-error.js';
import { compileSchema } from '../schema/compile-schema.js';
import { formSchema } from '../schema/form-schema.js';

/** A class of fields as a form to be filled in. */
export interface Form<Fields> {
  /** What it is called on the wire, after its class: `travel_dates` for `TravelDates`. */
  name: string;
  schema: JsonSchema;
  /** An instance of the class, or what is wrong with what was filled in. */
  read(content: object): Promise<{ fields: Fields } | { problems: string[] }>;
}

/** @throws ToolError `FIELDS_UNSUPPORTED`. */
export async function openForm<Fields extends object>(shape: Shape<Fields>): Promise<Form<Fields>> {
  const [{ schemaOf }, { hydrate }] = await Promise.all([
    import('../schema/schema-of.js'),
    import('../schema/hydrate.js'),
  ]);
  const whole = schemaOrFault(shape, schemaOf);
  const schema = formSchema(whole);
  if (Array.isArray(schema)) throw unsupported(shape, `no form can show ${schema.join(', ')}`);
  return {
    name: nameOf(shape),
    schema,
    async read(content) {
      const known = knownFields(whole, content);
      const problems = (await compileSchema(whole))(known);
      return problems.length > 0 ? { problems } : { fields: hydrate(shape, known) };
    },
  };
}

function schemaOrFault(shape: Shape, schemaOf: (shape: Shape) => JsonSchema): JsonSchema {
  try {
    return schemaOf(shape);
  } catch (error) {
    if (error instanceof FaultError) throw unsupported(shape, error.message);
    throw error;
  }
}

const unsupported = ({ name }: Shape, why: string) =>
  new ToolError(
    'FIELDS_UNSUPPORTED',
    `${name} can't be asked for: ${why}.`,
    'This is a fault of the plugin: fields are texts, numbers, booleans, choices and arrays of choices.',
  );

/** What is in the form; clients send fields that were left empty as null. */
function knownFields({ properties = {} }: JsonSchema, content: object): Record<string, unknown> {
  const known = Object.entries(content).filter(
    ([name, value]) => Object.hasOwn(properties as object, name) && value !== null,
  );
  return Object.fromEntries(known);
}

const nameOf = ({ name }: Shape): string =>
  name.replace(/(?<=[a-z0-9])(?=[A-Z])/g, '_').toLowerCase() || 'fields';
