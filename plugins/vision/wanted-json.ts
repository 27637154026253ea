import { type JsonSchema, type TextFormat, ToolError } from 'openai-mcp-host/plugin';

/** JSON by the schema that a call gives, which may also come as `{ name, schema, strict }`, as OpenAI has it. */
export function wantedJson(given: JsonSchema): TextFormat {
  const wrapped = typeof given.schema === 'object' && given.schema !== null;
  const schema = (wrapped ? given.schema : given) as JsonSchema;
  const { name, strict } = wrapped ? given : ({} as JsonSchema);
  const isObject = schema.type === 'object' || (schema.type === undefined && schema.properties !== undefined);
  if (!isObject && schema.$ref === undefined && schema.anyOf === undefined)
    throw new ToolError(
      'JSON_SCHEMA_INVALID',
      'The root of json_schema is no object.',
      'Put what is wanted under a property of {type: object, properties: {…}}.',
    );
  return {
    type: 'json_schema',
    name: typeof name === 'string' && /^[\w-]{1,64}$/.test(name) ? name : 'answer',
    schema:
      schema.type === undefined && schema.properties !== undefined ? { ...schema, type: 'object' } : schema,
    ...(typeof strict === 'boolean' && { strict }),
  };
}
