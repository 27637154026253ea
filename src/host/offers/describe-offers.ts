import type { Fault } from '../../contracts/fault.js';
import type { JsonSchema, Shape } from '../../plugin-api/json-schema.js';
import { promptOptionsOf } from '../../plugin-api/prompt.js';
import { resourceOptionsOf } from '../../plugin-api/resource.js';
import type { CataloguePrompt, CatalogueResource } from '../catalogue.js';
import type { OfferedClass } from '../plugin-code.js';

/** A prompt class as data; an argument that is no text is a fault, since MCP sends nothing else. */
export function describePrompt(
  { offered, file }: OfferedClass,
  schema: (shape: Shape | undefined) => JsonSchema,
  faults: Fault[],
): CataloguePrompt {
  const { name, title, description, icons, input, timeoutSeconds } = promptOptionsOf(offered)!;
  const inputSchema = schema(input);
  for (const [argument, property] of Object.entries(propertiesOf(inputSchema))) {
    if (isText(property)) continue;
    faults.push({
      code: 'PROMPT_ARGUMENT_NOT_TEXT',
      message: `The argument ${argument} of the prompt ${name} is no text.`,
      hint: 'Arguments of prompts are texts: use @IsString() or @IsIn([…]) with texts, and convert in run().',
    });
  }
  return {
    name,
    title,
    description,
    ...(icons === undefined ? {} : { icons }),
    inputSchema,
    completes: typeof offered.prototype.complete === 'function',
    ...(timeoutSeconds === undefined ? {} : { timeoutSeconds }),
    file,
  };
}

/** A resource class as data. */
export function describeResource({ offered, file }: OfferedClass): CatalogueResource {
  const { uri, template, name, title, description, mimeType, icons, timeoutSeconds } =
    resourceOptionsOf(offered)!;
  return {
    uri: uri ?? template!,
    isTemplate: template !== undefined,
    name,
    title,
    description,
    ...(mimeType === undefined ? {} : { mimeType }),
    ...(icons === undefined ? {} : { icons }),
    lists: template !== undefined && typeof offered.prototype.list === 'function',
    completes: template !== undefined && typeof offered.prototype.complete === 'function',
    ...(timeoutSeconds === undefined ? {} : { timeoutSeconds }),
    file,
  };
}

/** The arguments of a prompt: their schemas by name. */
export const propertiesOf = ({ properties }: JsonSchema): Record<string, JsonSchema> =>
  (properties ?? {}) as Record<string, JsonSchema>;

const isText = ({ type, enum: choices, const: only }: JsonSchema): boolean =>
  type === 'string' ||
  typeof only === 'string' ||
  (Array.isArray(choices) && choices.every((choice) => typeof choice === 'string'));
