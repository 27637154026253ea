import {
  type JsonSchema,
  type NamedSchema,
  type ResponseFormat,
  type TextFormat,
  ToolError,
  textFormatOf,
} from 'openai-mcp-host/plugin';

export interface FormatWish {
  response_format?: ResponseFormat;
  json_schema?: JsonSchema;
}

/** The format that a call asks for, in whichever of its parameters; undefined for plain text. */
export function answerFormat({
  response_format: wish,
  json_schema: shortcut,
}: FormatWish): TextFormat | undefined {
  if (wish && shortcut) {
    const message = 'response_format and json_schema both say what form the answer has.';
    throw new ToolError('PARAMETERS_CONFLICT', message, 'Give one of them.');
  }
  return shortcut === undefined ? textFormatOf(wish) : { type: 'json_schema', ...namedSchemaOf(shortcut) };
}

/** Many write the shortcut as it stands in `response_format`; no JSON Schema has a keyword `schema`. */
function namedSchemaOf(shortcut: JsonSchema): NamedSchema {
  const { name, description, schema, strict } = shortcut;
  if (!isSchema(schema)) return { name: 'answer', schema: shortcut };
  return {
    name: typeof name === 'string' && /^[\w-]{1,64}$/.test(name) ? name : 'answer',
    ...(typeof description === 'string' && { description }),
    schema,
    ...(typeof strict === 'boolean' && { strict }),
  };
}

const isSchema = (value: unknown): value is JsonSchema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
