import { type JsonSchema, ToolError } from 'openai-mcp-host/plugin';
import { isObject } from './loose.js';
import type { NamedSchema, ResponseFormat } from './response-format.js';
import { type SchemaCheck, schemaCheck } from './schema-check.js';
import { isStrictReady } from './strict-ready.js';
import type { AnswerFormat } from './text-request.js';

export interface FormatWish {
  response_format?: ResponseFormat;
  json_schema?: JsonSchema;
}

/** The format that a call asks for, in whichever of its parameters; undefined for plain text. */
export function answerFormat({
  response_format: wish,
  json_schema: shortcut,
}: FormatWish): AnswerFormat | undefined {
  if (wish && shortcut) {
    const message = 'response_format and json_schema both say what form the answer has.';
    throw new ToolError('PARAMETERS_CONFLICT', message, 'Give one of them.');
  }
  if (wish?.type === 'json_object') return { type: wish.type };
  if (wish?.type === 'json_schema') return schemaFormat(wish.json_schema);
  return shortcut && schemaFormat(namedSchemaOf(shortcut));
}

const schemaFormat = ({ name, description, schema, strict = isStrictReady(schema) }: NamedSchema) => ({
  type: 'json_schema' as const,
  name,
  description,
  schema,
  strict,
});

/** Many write the shortcut as it stands in `response_format`; no JSON Schema has a keyword `schema`. */
function namedSchemaOf(shortcut: JsonSchema): NamedSchema {
  const { name, description, schema, strict } = shortcut;
  if (!isObject(schema)) return { name: 'answer', schema: shortcut };
  return {
    name: typeof name === 'string' && /^[\w-]{1,64}$/.test(name) ? name : 'answer',
    ...(typeof description === 'string' && { description }),
    schema,
    ...(typeof strict === 'boolean' && { strict }),
  };
}

/** A reader of the answer's JSON, which refuses what doesn't fit the format; made before anything is spent. */
export async function jsonReader(format: AnswerFormat): Promise<(text: string) => unknown> {
  const check: SchemaCheck =
    format.type === 'json_object'
      ? (value) => (isObject(value) ? [] : ['it must be object'])
      : await schemaCheck(format.schema).catch((error: Error) => {
          throw schemaInvalid(`json_schema is no valid JSON Schema: ${error.message.slice(0, 300)}`);
        });
  return (text) => {
    const json = parsed(text);
    const faults = check(json);
    if (faults.length === 0) return json;
    const message = `The answer does not fit the schema: ${faults.join('; ')}. It is: ${text.slice(0, 500)}`;
    throw new ToolError('OUTPUT_NOT_VALID', message, 'Call again, or simplify the schema.');
  };
}

const schemaInvalid = (message: string) =>
  new ToolError('JSON_SCHEMA_INVALID', message, 'Send a JSON Schema.');

function parsed(text: string): unknown {
  const fence = /^\s*```(?:json)?\s*\n([\s\S]*)\n```\s*$/.exec(text);
  try {
    return JSON.parse(fence?.[1] ?? text);
  } catch {
    const message = `The answer is not JSON. It is: ${text.slice(0, 500)}`;
    throw new ToolError('OUTPUT_NOT_JSON', message, 'Call again, or describe the JSON in the messages.');
  }
}
