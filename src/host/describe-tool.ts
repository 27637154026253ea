import { type Fault, FaultError } from '../contracts/fault.js';
import type { JsonSchema, Shape } from '../plugin-api/json-schema.js';
import { toolOptionsOf } from '../plugin-api/tool.js';
import type { ToolApp } from '../plugin-api/tool-app.js';
import { verbatimSchemaOf } from '../plugin-api/verbatim-schema.js';
import type { CatalogueApp, CatalogueTool } from './catalogue.js';
import type { ToolCode } from './plugin-code.js';

const DIALECT = 'https://json-schema.org/draft/2020-12/schema';

/** A tool class as data; what is wrong with a schema of its author's own goes to the faults. */
export async function describeTool(
  { toolClass, file }: ToolCode,
  schema: (shape: Shape | undefined) => JsonSchema,
  faults: Fault[],
): Promise<CatalogueTool> {
  const options = toolOptionsOf(toolClass)!;
  const { name, title, description, effect, requires, icons, errors, long, timeoutSeconds } = options;
  const { input, output, app } = options;
  const verbatim = verbatimSchemaOf(input);
  if (verbatim !== undefined) faults.push(...(await faultsIn(verbatim, name)));
  return {
    name,
    title,
    description,
    effect,
    ...(requires === undefined ? {} : { requires }),
    inputSchema: verbatim ?? withItems(schema(input as Shape | undefined)),
    outputSchema: open(schema(output)),
    ...(icons === undefined ? {} : { icons }),
    ...(app === undefined ? {} : { app: describeApp(app) }),
    ...(errors === undefined ? {} : { errors }),
    ...(long === undefined ? {} : { long }),
    ...(timeoutSeconds === undefined ? {} : { timeoutSeconds }),
    file,
  };
}

function describeApp({ file, csp, permissions, prefersBorder }: ToolApp): CatalogueApp {
  return {
    ...(file === undefined ? {} : { file }),
    ...(csp === undefined ? {} : { csp }),
    ...(permissions === undefined ? {} : { permissions }),
    ...(prefersBorder === undefined ? {} : { prefersBorder }),
  };
}

async function faultsIn(schema: JsonSchema, tool: string): Promise<Fault[]> {
  const { type, $schema = DIALECT } = schema;
  const invalid = (message: string): Fault => ({
    code: 'SCHEMA_INVALID',
    message: `The input of ${tool}: ${message}`,
    hint: 'Mend the schema that is given to jsonSchema().',
  });
  if (type !== 'object') return [invalid('the schema is not of type "object" at its root.')];
  if ($schema !== DIALECT) return [invalid(`$schema is not ${DIALECT}.`)];
  try {
    const { compileSchema } = await import('../schema/compile-schema.js');
    await compileSchema(schema);
    return [];
  } catch (error) {
    if (error instanceof FaultError) return error.faults.map(({ message }) => invalid(message));
    throw error;
  }
}

/** VS Code and OpenAI's API refuse a tool with a list of which nothing is said, and with it the whole server. */
const withItems = (schema: JsonSchema): JsonSchema =>
  JSON.parse(JSON.stringify(schema, (_key, value) => (isBareList(value) ? { ...value, items: {} } : value)));

const isBareList = (value: unknown): value is JsonSchema =>
  typeof value === 'object' &&
  value !== null &&
  'type' in value &&
  [value.type].flat().includes('array') &&
  !('items' in value || 'prefixItems' in value);

/** An output may grow in a later version, and clients check it against the schema that they have read before. */
const open = (schema: JsonSchema): JsonSchema =>
  JSON.parse(
    JSON.stringify(schema, (key, value) =>
      key === 'additionalProperties' && value === false ? undefined : value,
    ),
  );
