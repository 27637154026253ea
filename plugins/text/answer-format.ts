import { type JsonSchema, ToolError } from 'openai-mcp-host/plugin';
import { isObject, type Loose } from './loose.js';
import { type SchemaCheck, schemaCheck } from './schema-check.js';
import { isStrictReady } from './strict-ready.js';
import type { AnswerFormat } from './text-request.js';

export interface FormatWish {
  response_format?: Loose;
  json_schema?: JsonSchema;
}

const TYPES = ['text', 'json_object', 'json_schema'];

/** The format that a call asks for, in whichever of its parameters; undefined for plain text. */
export function answerFormat({
  response_format: wish,
  json_schema: shortcut,
}: FormatWish): AnswerFormat | undefined {
  const given = isObject(wish?.json_schema) ? wish.json_schema : shortcut;
  const type = wish?.type ?? (given ? 'json_schema' : 'text');
  if (!TYPES.includes(type as string)) {
    const message = `response_format.type must be one of ${TYPES.join(', ')}.`;
    throw new ToolError('INPUT_INVALID', message, 'Mend it and call again.');
  }
  const twice = wish?.json_schema !== undefined && shortcut !== undefined;
  if (twice || (type !== 'json_schema' && given !== undefined)) {
    const message = twice
      ? 'json_schema is given twice.'
      : `A json_schema is given, but the format is ${type}.`;
    throw new ToolError('PARAMETERS_CONFLICT', message, 'Give response_format or json_schema, not both.');
  }
  if (type === 'json_object') return { type };
  if (type !== 'json_schema') return undefined;
  if (given === undefined) throw schemaInvalid('The format is json_schema, but no schema is given.');
  const { name = 'answer', description, schema, strict } = isObject(given.schema) ? given : { schema: given };
  if (typeof name !== 'string' || !/^[\w-]{1,64}$/.test(name)) {
    throw schemaInvalid('json_schema.name must be 1 to 64 letters, digits, _ or -.');
  }
  return {
    type,
    name,
    description: typeof description === 'string' ? description : undefined,
    schema: schema as JsonSchema,
    strict: typeof strict === 'boolean' ? strict : isStrictReady(schema),
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
  new ToolError('JSON_SCHEMA_INVALID', message, 'Send a JSON Schema, or { name, schema, strict }.');

function parsed(text: string): unknown {
  const fence = /^\s*```(?:json)?\s*\n([\s\S]*)\n```\s*$/.exec(text);
  try {
    return JSON.parse(fence?.[1] ?? text);
  } catch {
    const message = `The answer is not JSON. It is: ${text.slice(0, 500)}`;
    throw new ToolError('OUTPUT_NOT_JSON', message, 'Call again, or describe the JSON in the messages.');
  }
}
